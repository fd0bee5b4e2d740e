import QRCode from 'qrcode'
import { useEffect, useState } from 'react'

/** Leads from a print back to what it was printed from. */
export function Qr({ address, alt }: { readonly address: string; readonly alt: string }) {
  const [qr, setQr] = useState('')
  useEffect(() => {
    void QRCode.toString(address, { type: 'svg', margin: 1 }).then(setQr)
  }, [address])
  return <img src={`data:image/svg+xml;utf8,${encodeURIComponent(qr)}`} alt={alt} />
}
