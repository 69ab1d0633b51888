/** What the server wants answered by a passkey; without credentials any of the person's on this device will do. */
export interface PasskeyRequest {
  challenge: string;
  rp_id: string;
  credential_ids: string[];
}

export interface PasskeyAnswer {
  credential_id: string;
  client_data: string;
  authenticator_data: string;
  signature: string;
}

export interface PasskeyOffer {
  challenge: string;
  rp_id: string;
  user_handle: string;
  email: string;
  name: string;
  known: string[];
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
} // prettier-ignore

const descriptors = (ids: string[]) => ids.map((id) => ({ type: 'public-key' as const, id: bytesOf(id) }));

export const passkeysWork = () => typeof PublicKeyCredential !== 'undefined';

/** Asks the browser for one. Null if the person would rather not, or there is none. */
export async function askPasskey({ challenge, rp_id, credential_ids }: PasskeyRequest): Promise<PasskeyAnswer | null> {
  const publicKey = { challenge: bytesOf(challenge), rpId: rp_id, allowCredentials: descriptors(credential_ids), userVerification: 'required' as const };
  const shown = (await navigator.credentials.get({ publicKey }).catch(() => null)) as PublicKeyCredential | null;
  if (!shown) return null;
  const { clientDataJSON, authenticatorData, signature } = shown.response as AuthenticatorAssertionResponse;
  return { credential_id: textOf(shown.rawId), client_data: textOf(clientDataJSON), authenticator_data: textOf(authenticatorData), signature: textOf(signature) };
}

/* ES256, EdDSA and RS256, as the server takes them. */
const algorithms = [-7, -8, -257].map((alg) => ({ type: 'public-key' as const, alg }));

/** Has the browser make one. Null if the person would rather not, or it is there already. */
export async function makePasskey(offer: PasskeyOffer): Promise<{ client_data: string; authenticator_data: string } | null> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: bytesOf(offer.challenge),
    rp: { id: offer.rp_id, name: 'Guildhall' },
    user: { id: bytesOf(offer.user_handle), name: offer.email, displayName: offer.name },
    pubKeyCredParams: algorithms,
    excludeCredentials: descriptors(offer.known),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    attestation: 'none',
  };
  const made = (await navigator.credentials.create({ publicKey }).catch(() => null)) as PublicKeyCredential | null;
  if (!made) return null;
  const response = made.response as AuthenticatorAttestationResponse;
  return { client_data: textOf(response.clientDataJSON), authenticator_data: textOf(response.getAuthenticatorData()) };
}
