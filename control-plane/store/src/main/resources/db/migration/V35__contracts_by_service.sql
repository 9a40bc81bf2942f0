-- What contracts of a guest's own cost goes by the members of its host, at each of which each runs. A guest that waits for a host takes any.
select set_config('ridgeway.scope', 'system', true);
update network guest
  set spec = guest.spec || jsonb_build_object(
    'hostMembers', cardinality(string_to_array(coalesce(host.spec->'parameters'->>'organisations', 'org1,org2'), ',')))
  from network host
  where host.id = guest.made->>'host'
    and guest.spec->>'tier' = 'SHARED' and coalesce((guest.spec->'nodes'->>'contract')::int, 0) > 0;
