/**
 * Whether this page may ask other addresses. The policy of a page cannot be widened, so there are two of them, the same
 * app with another policy each: index.html, which connects to nowhere but where it came from, and connected.html.
 */
const CONNECTED_PAGE = 'connected.html';
/** Some hosts leave out the end of the name. */
const CONNECTED_PATH = /\/connected(\.html)?$/;
const KEY = 'xenn.connections';

/** Whether the page's policy allows other addresses; the development server, which sends no policy, is told apart alike. */
export function connectionsAllowed(): boolean {
  return CONNECTED_PATH.test(location.pathname);
}

/**
 * Remembers it and loads the page that may connect, on the same screen. What runs in this one ends. Returns false, and stays,
 * where the browser does not let it be remembered: that page would lead back here.
 */
export function allowConnections(): boolean {
  const isKept = remember(true);
  if (isKept) open(CONNECTED_PAGE);
  return isKept;
}

/** Back to the page that may not. */
export function forbidConnections(): void {
  remember(false);
  open('./');
}

/**
 * Goes where the person has decided to be: a link to the page that may connect is no decision. Returns whether this page is
 * being left, so that nothing is to start.
 */
export function leaveForDecidedPage(): boolean {
  const allowed = isRemembered();
  if (connectionsAllowed() === allowed) return false;
  open(allowed ? CONNECTED_PAGE : './');
  return true;
}

function open(page: string): void {
  location.replace(new URL(`${page}${location.search}${location.hash}`, document.baseURI));
}

/** Returns whether the browser let it. */
function remember(allowed: boolean): boolean {
  try {
    if (allowed) localStorage.setItem(KEY, 'any');
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

function isRemembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'any';
  } catch {
    return false;
  }
}
