// Who else is here: a line in the header, and their initials at the rows on which they stand.
"use strict";

import { say } from "./messages.js";

export class People {
  constructor(rows) {
    this.rows = rows;
    this.line = document.getElementById("people");
    this.here = [];
  }

  draw(people, names) {
    for (const list of document.querySelectorAll("#assigned, #people-known")) this.learn(list, names);
    if (JSON.stringify(people) === JSON.stringify(this.here)) return;
    this.here = people;
    const here = [...new Set(people.map(({ name }) => name))].join(", ");
    if (this.line.textContent !== (here && say("people_here", here))) this.tell(here); // it is read aloud when it changes
    this.mark();
  }

  // Say who is here, in words that are not seen where the bar would take a second line for them.
  tell(here) {
    const [before, after] = say("people_here").split("{}");
    const lead = Object.assign(document.createElement("span"), { className: "lead", textContent: before });
    this.line.replaceChildren(...(here ? [lead, here, after] : []));
    this.line.title = this.line.textContent;
  }

  // Offer the names of people who came since, behind those that are offered already.
  learn(list, names) {
    const known = new Set([...list.options].map(({ value }) => value));
    for (const name of names) if (!known.has(name)) list.append(new Option(name));
  }

  // Mark their rows; rows that were drawn anew too.
  mark() {
    for (const old of this.rows.container.querySelectorAll(".visitor")) old.remove();
    for (const { name, key } of this.here) {
      const mark = document.createElement("span");
      mark.className = "visitor";
      mark.title = name;
      mark.textContent = [...name][0].toUpperCase();
      this.rows.element(key)?.querySelector(".number").append(mark);
    }
  }
}
