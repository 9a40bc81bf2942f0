package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this adapter wrote and deleted, so that it can tell others' changes from its own. Lost with
 * the process: then an object that somebody else has a hand in is written once more.
 */
final class Memory {
  private final Map<Key, Written> written = new ConcurrentHashMap<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();

  void wrote(Key key, String manifest, JsonNode answer) {
    written.put(
        key,
        new Written(answer.path("metadata").path("uid").asText(), manifest, Fields.ours(answer)));
  }

  void deletes(String uid) {
    deleted.add(uid);
  }

  /** Whether we deleted it; to be asked once, when it is gone. */
  boolean deleted(Seen seen) {
    written.remove(seen.key());
    return deleted.remove(seen.uid());
  }

  /** Whether somebody else changed what we wrote of it. */
  boolean drifted(Seen seen) {
    Written known = written.get(seen.key());
    String manifest = seen.note(Notes.MANIFEST);
    if (manifest.isEmpty()) {
      return true;
    }
    if (known == null || !known.uid.equals(seen.uid()) || !known.manifest.equals(manifest)) {
      return seen.fields().others();
    }
    return !known.ours.equals(seen.fields().ours());
  }

  private record Written(String uid, String manifest, String ours) {}
}
