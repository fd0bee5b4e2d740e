/** Is the address at or below the page? The first page is only itself, since everything is below `/`. */
export function isHere(page: string, address: string): boolean {
  return page === address || (page !== '/' && address.startsWith(`${page}/`))
}
