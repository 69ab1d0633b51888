import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../api/problem';
import { fieldMessages, focusFirst, type Messages } from './messages';

export interface Saving<Input> {
  save: (input: Input) => void;
  pending: boolean;
  error: Error | null;
  messages: Messages;
}

/**
 * One request of a form. What is wrong comes back at its fields, the first of which takes the focus. The key makes a repeated request
 * the same one; only after a definite refusal, when nothing was made, is there a new one.
 */
export function useSaving<Input, Result>(send: (input: Input, key: string) => Promise<Result>, onSaved: (result: Result) => void): Saving<Input> {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: (input: Input) => send(input, key),
    onSuccess: (result) => {
      setKey(crypto.randomUUID());
      onSaved(result);
    },
    onError: (failure) => {
      if (failure instanceof Refusal && !failure.isUnknown) setKey(crypto.randomUUID());
      requestAnimationFrame(() => focusFirst(fieldMessages(failure)));
    },
  });
  return { save: (input) => !saving.isPending && saving.mutate(input), pending: saving.isPending, error: saving.error, messages: fieldMessages(saving.error) };
}
