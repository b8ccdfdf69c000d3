/**
 * Asks the browser not to remove what this site stores when the disk is full; some ask the person, others decide by how the
 * site is used. Whether it is promised, also from before. For the page: workers cannot ask.
 */
export async function requestPersistence(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}
