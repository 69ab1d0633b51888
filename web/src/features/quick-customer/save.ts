import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, Refusal } from '../../api/problem';
import type { Customer } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { showToast } from '../../ui/toast';
import { inputOf, type QuickForm } from './form';

/**
 * Sends the form under one Idempotency-Key per open modal, so that a repeated submit makes nothing twice. Only after a
 * definite refusal, when nothing was made, does the corrected form get a key of its own.
 */
export function useQuickSave(onDone: (customer: Customer) => void, selects: boolean) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const running = useRef(false);
  const saving = useMutation({
    mutationFn: (form: QuickForm) => answerOf(api.POST('/quick-customers', { params: { header: { 'Idempotency-Key': key } }, body: inputOf(form, currentLanguage()) })),
    onSuccess: ({ customer }) => {
      queries.setQueryData(['customers', 'one', customer.id], customer);
      for (const list of ['list', 'count', 'search']) void queries.invalidateQueries({ queryKey: ['customers', list] });
      const open = { label: t('action.open'), run: () => void navigate({ to: '/customers/$customerId', params: { customerId: customer.id } }) };
      showToast(t('quick.created', { name: customer.name }), selects ? null : open);
      onDone(customer);
    },
    onError: (failure) => {
      if (failure instanceof Refusal && !failure.isUnknown) setKey(crypto.randomUUID());
      // The messages are rendered first; then the first of their fields takes the focus.
      requestAnimationFrame(() => focusFirst(fieldMessages(failure)));
    },
    onSettled: () => {
      running.current = false;
    },
  });
  /* Two quick presses come before the button is seen disabled. */
  function save(form: QuickForm) {
    if (running.current) return;
    running.current = true;
    saving.mutate(form);
  }
  return { save, pending: saving.isPending, error: saving.error };
}
