// What htmx asks the server by itself, for the panel and the dialog, and what is told where that is refused.
"use strict";

import { say, tell } from "./messages.js";

export function watchRefusals(server) {
  document.body.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 409) server.poll(true);
    tell(messageOf(detail.xhr), "error");
  });
  document.body.addEventListener("htmx:sendError", ({ detail }) => {
    if (detail.requestConfig.verb === "get") tell(say("offline"), "error", "offline");
    else server.refuse();
  });
}

function messageOf({ responseText, statusText }) {
  try {
    return JSON.parse(responseText).message ?? statusText;
  } catch {
    return statusText; // the answer is no JSON: its status says all
  }
}
