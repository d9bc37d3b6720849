import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { ServerConfig } from "../../config/index.ts";
import { type Finding, fine, reasonOf, warning, wrong } from "./finding.ts";

const DAY_MILLISECONDS = 86_400_000;

/** A certificate that ends in fewer days should have been renewed. */
const SOON_DAYS = 14;

const RENEW = "Renew it, put it where access.tls.certificateFile says, and start the server again.";

/** Whether the certificate can be read, belongs to the key and is valid at this moment. */
export async function checkTls(
  { access: { tls } }: Pick<ServerConfig, "access">,
  now: Date,
): Promise<readonly Finding[]> {
  if (tls === null) return [];
  const { certificateFile, keyFile } = tls;
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(await readFile(certificateFile));
  } catch (error) {
    return [
      wrong(
        "TLS",
        `the certificate ${certificateFile} cannot be read: ${reasonOf(error)}.`,
        "Set access.tls.certificateFile to a certificate chain in PEM.",
      ),
    ];
  }
  const key = await checkKey(certificate, keyFile);
  return [...key, checkTime(certificate, now)];
}

async function checkKey(certificate: X509Certificate, keyFile: string): Promise<Finding[]> {
  try {
    const key = createPrivateKey(await readFile(keyFile));
    if (!certificate.checkPrivateKey(key)) {
      return [
        wrong(
          "TLS",
          `the key ${keyFile} does not belong to the certificate.`,
          "Set access.tls.keyFile to the key that the certificate was made for.",
        ),
      ];
    }
    const { mode } = await stat(keyFile);
    if (process.platform === "win32" || (mode & 0o007) === 0) return [];
    return [
      wrong(
        "TLS",
        `the key ${keyFile} can be read by every user of this machine.`,
        `chmod 600 ${keyFile}`,
      ),
    ];
  } catch (error) {
    return [
      wrong(
        "TLS",
        `the key ${keyFile} cannot be read: ${reasonOf(error)}.`,
        "Set access.tls.keyFile to a private key in PEM without a passphrase.",
      ),
    ];
  }
}

function checkTime({ validFrom, validTo }: X509Certificate, now: Date): Finding {
  const end = new Date(validTo);
  const days = Math.floor((end.getTime() - now.getTime()) / DAY_MILLISECONDS);
  if (end <= now) return wrong("TLS", `the certificate has ended on ${validTo}.`, RENEW);
  if (new Date(validFrom) > now) {
    return wrong(
      "TLS",
      `the certificate begins only on ${validFrom}.`,
      "Look whether the clock of this machine is right; else take another certificate.",
    );
  }
  if (days < SOON_DAYS) return warning("TLS", `the certificate ends on ${validTo}.`, RENEW);
  return fine("TLS", `the certificate is valid until ${validTo}.`);
}
