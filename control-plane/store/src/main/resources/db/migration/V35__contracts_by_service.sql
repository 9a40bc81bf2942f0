-- What contracts of a guest's own cost goes by the members of its host at which each runs. Until now they were priced for two.
select set_config('ridgeway.scope', 'system', true);
update network
  set spec = spec || '{"hostMembers": 2}'
  where spec->>'tier' = 'SHARED' and coalesce((spec->'nodes'->>'contract')::int, 0) > 0;
update quote
  set document = jsonb_set(document, '{spec}', document->'spec' || '{"hostMembers": 2}')
  where document->'spec'->>'tier' = 'SHARED'
    and coalesce((document->'spec'->'nodes'->>'contract')::int, 0) > 0;
