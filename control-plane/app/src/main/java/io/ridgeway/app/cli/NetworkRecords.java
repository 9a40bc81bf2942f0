package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a network keeps of one kind, such as {@code freezes}, at {@code /v1/networks/…/KIND}.
 *
 * @param columns that are printed of each
 */
record NetworkRecords(Ridgectl root, String network, String kind, String... columns) {
  String path() {
    return "/v1/networks/" + Http.encode(network) + "/" + kind;
  }

  String path(String id) {
    return path() + "/" + Http.encode(id);
  }

  /** Prints them all, or a page of them. */
  int list(String cursor) {
    root.output()
        .print(
            root.api().get(path() + (cursor.isEmpty() ? "" : "?cursor=" + Http.encode(cursor))),
            columns);
    return 0;
  }

  /** Has an operation begun at {@link #path()}, and prints its record. */
  int begin(Map<String, ?> wanted, boolean watch) {
    return begin(path(), wanted, watch);
  }

  /** The same at another path. */
  int begin(String at, Map<String, ?> wanted, boolean watch) {
    JsonNode begun = root.api().post(at, wanted);
    root.output().print(begun, columns);
    return watch ? new Watch(root).over(network, begun.path("operation").asText()) : 0;
  }

  /** Deletes one. */
  int delete(String id) {
    root.api().delete(path(id));
    return 0;
  }

  /** Prints one, with those columns. */
  int show(String id, String... all) {
    root.output().print(root.api().get(path(id)), all);
    return 0;
  }

  /**
   * Prints one, and then a list that it has.
   *
   * @param all the columns of the one
   * @param list the list's name
   */
  int show(String id, String[] all, String list, String... of) {
    JsonNode found = root.api().get(path(id));
    Output output = root.output();
    if (output.isJson()) {
      output.print(found);
      return 0;
    }
    output.print(found, all);
    output.line("");
    output.print(found.path(list), of);
    return 0;
  }
}
