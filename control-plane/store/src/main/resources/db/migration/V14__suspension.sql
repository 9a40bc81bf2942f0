-- Since when a network stands still, and why, if that is an operator's word.
alter table network add column suspension jsonb;
