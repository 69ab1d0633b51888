import { queryOptions, useQuery } from '@tanstack/react-query';
import { Refusal } from '../api/problem';

/* As a data URL, so that a new picture is shown at once wherever the old one was. */
function asDataUrl(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Refusal(0, {}));
    reader.readAsDataURL(picture);
  });
}

/** One's own picture; null: none. */
export const myPicture = queryOptions({
  queryKey: ['account', 'picture'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/api/v1/me/picture', { signal });
    return response.ok ? asDataUrl(await response.blob()) : null;
  },
  staleTime: Infinity,
});

interface FaceProps {
  name: string;
  /** Whether there is a picture to ask for. */
  pictured: boolean;
  /** What the picture is of, where it does not stand beside the name. */
  alt?: string;
  large?: boolean;
}

/** One's own picture, or the first letter of one's name. */
export function Face({ name, pictured, alt = '', large = false }: FaceProps) {
  const { data } = useQuery({ ...myPicture, enabled: pictured });
  const look = large ? 'face large' : 'face';
  if (data) return <img src={data} alt={alt} className={look} />;
  return (
    <span className={look} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  );
}
