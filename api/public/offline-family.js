// Linked by every page of a person who enters nothing into the journal: keeps the pages of the diary for when there is no net,
// and says from when the page is once the net has gone.

import { guardKeptPages } from './offline-pages.js';

addEventListener('offline', () => {
  document.querySelector('[data-kept-line]').hidden = false;
});
void guardKeptPages(document.body.dataset.person);
