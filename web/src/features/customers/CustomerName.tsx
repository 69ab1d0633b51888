import { useQuery } from '@tanstack/react-query';
import { customerById } from './queries';

/** A customer's name where only its id is known. Each is asked for once. */
export function CustomerName({ id }: { id: string }) {
  const { data } = useQuery({ ...customerById(id), staleTime: 60_000 });
  return <span dir="auto">{data?.name ?? '…'}</span>;
}
