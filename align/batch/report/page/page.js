// Where `align review` serves the report, it leads to the review; on disk it tells how to come there.
if (location.protocol.startsWith("http")) {
  for (const each of document.querySelectorAll(".served")) {
    each.href = each.dataset.address;
    each.hidden = false;
  }
  for (const each of document.querySelectorAll(".on-disk")) each.hidden = true;
}
