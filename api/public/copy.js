// A button that copies a field: data-copy names the field, data-copied what the button says then.

for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.querySelector(button.dataset.copy);
  // Browsers give the clipboard to pages of https and of this very machine only.
  button.hidden = !navigator.clipboard;
  field.addEventListener('focus', () => field.select());
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
