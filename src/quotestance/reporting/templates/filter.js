// Filters by stance, actor and disagreement. Without scripts everything simply stays visible.
(() => {
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const buttons = $$(".legend button");
  const actor = document.getElementById("actor");
  const split = document.getElementById("split");
  const found = document.getElementById("found");
  document.querySelector(".filters").hidden = false;

  const shows = (quote, stances) =>
    quote.dataset.stances.split(" ").some((stance) => stances.has(stance)) &&
    (!actor.value || quote.dataset.actor === actor.value) &&
    (!split?.checked || quote.classList.contains("split"));

  const apply = () => {
    const pressed = buttons.filter((button) => button.getAttribute("aria-pressed") === "true");
    const stances = new Set(pressed.map((button) => button.dataset.stance));
    const active = pressed.length < buttons.length || actor.value || split?.checked;
    let count = 0;
    for (const article of $$("article")) {
      let any = false;
      for (const quote of $$(".q", article)) {
        const on = shows(quote, stances);
        quote.classList.toggle("off", !on);
        if (quote.id) quote.tabIndex = on ? 0 : -1;
        if (on && quote.id) count += 1;
        any ||= on;
      }
      article.hidden = Boolean(active) && !any;
    }
    for (const row of $$(".ledger details[data-actor]"))
      row.hidden = Boolean(actor.value) && row.dataset.actor !== actor.value;
    found.textContent = active ? `${count} quote span${count === 1 ? "" : "s"} shown` : "";
  };

  for (const button of buttons)
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
      apply();
    });
  actor.addEventListener("change", apply);
  split?.addEventListener("change", apply);
  // A link to a span that is filtered out shows everything again.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.classList.contains("off")) {
      for (const button of buttons) button.setAttribute("aria-pressed", true);
      actor.value = "";
      if (split) split.checked = false;
      apply();
      target.scrollIntoView();
    }
    target?.focus({ preventScroll: true });
  });
})();
