import type { FunctionChange } from '#db/school/function-change.ts';
import type { HouseAct } from '../act.ts';

/** Tells whom the line is about, and of a class also the teacher it is taken from: once, when it is written. */
export async function tellOfChange(act: HouseAct, line: FunctionChange): Promise<void> {
  const [row] = await act.em.execute<ChangeRow[]>(
    `select k.grade || k.letter as "className", k.class_teacher_id as "formerId",
       coalesce(d.number::text, c.order_number) as "orderNumber", coalesce(d.date, c.order_date)::text as "orderDate"
     from function_change c left join school_class k on k.id = c.school_class_id
       left join board_document d on d.id = c.document_id where c.id = ?`,
    [line.id],
  );
  const { formerId, ...words } = row!;
  const { deed, day } = line;
  const facts = {
    function: line.function,
    ...words,
    day,
    until: line.until ?? null,
    documentId: line.document?.id ?? null,
  };
  const subject = `function:${line.id}`;
  const personId = line.person.id;
  if (personId !== line.by.id) act.tell(personId, { kind: 'function-changed', subject, facts: { ...facts, deed } });
  if (deed === 'assign' && formerId !== null && formerId !== personId)
    act.tell(formerId, { kind: 'function-changed', subject, facts: { ...facts, deed: 'relieve' } });
}

interface ChangeRow {
  className: string | null;
  formerId: number | null;
  orderNumber: string | null;
  orderDate: string | null;
}
