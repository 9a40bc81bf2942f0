// Conveniences only: every page works without this file.
(() => {
  "use strict";

  // A button that copies the text of the element it names; shown only where that is possible.
  const offerCopying = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const label = button.querySelector("[data-label]");
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 2000);
  });

  // A choice that needs no button of its own.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // The session ended while a part of the page was asked for: sign in again and come back.
  document.addEventListener("htmx:responseError", (event) => {
    if ([401, 499].includes(event.detail.xhr.status)) location.reload();
  });

  document.documentElement.classList.add("rw-js");
  offerCopying(document);
})();
