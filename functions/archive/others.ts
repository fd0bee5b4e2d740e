/** Is the paper an attachment of any notice of the matter, old or new? What the public was shown cannot be taken back. */
export type Published = (matter: string, document: string) => Promise<boolean>
