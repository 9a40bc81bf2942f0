package io.ridgeway.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints an answer: for scripts as it came, for people as a table. */
final class Output {
  /** How an answer is printed. */
  enum Form {
    TABLE,
    JSON
  }

  private final PrintStream out;
  private final Form form;

  Output(PrintStream out, Form form) {
    this.out = out;
    this.form = form;
  }

  boolean isJson() {
    return form == Form.JSON;
  }

  void line(String text) {
    out.println(text);
  }

  /**
   * Prints a list ({@code items} of a page, or an array) or a single object.
   *
   * @param columns JSON pointers without the leading slash: {@code spec/name}
   */
  void print(JsonNode answer, String... columns) {
    if (isJson()) {
      out.println(pretty(answer));
      return;
    }
    JsonNode rows = answer.has("items") ? answer.path("items") : answer;
    List<String[]> table = new ArrayList<>();
    table.add(headings(columns));
    if (rows.isArray()) {
      rows.forEach(row -> table.add(cells(row, columns)));
    } else {
      table.add(cells(rows, columns));
    }
    if (table.size() == 1) {
      out.println("Nothing there yet.");
      return;
    }
    int[] widths = new int[columns.length];
    table.forEach(
        row -> {
          for (int i = 0; i < row.length; i++) {
            widths[i] = Math.max(widths[i], row[i].length());
          }
        });
    table.forEach(row -> out.println(padded(row, widths)));
    if (answer.hasNonNull("next")) {
      out.println("(more: --cursor " + answer.path("next").asText() + ")");
    }
  }

  private static String[] headings(String[] columns) {
    String[] headings = new String[columns.length];
    for (int i = 0; i < columns.length; i++) {
      headings[i] =
          columns[i].substring(columns[i].lastIndexOf('/') + 1).toUpperCase(java.util.Locale.ROOT);
    }
    return headings;
  }

  private static String[] cells(JsonNode row, String[] columns) {
    String[] cells = new String[columns.length];
    for (int i = 0; i < columns.length; i++) {
      JsonNode value = row.at("/" + columns[i]);
      if (value.has("amount") && value.has("currency")) {
        cells[i] = value.path("amount").asText() + " " + value.path("currency").asText();
      } else {
        cells[i] =
            value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
      }
    }
    return cells;
  }

  private static String padded(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
    }
    return line.toString().stripTrailing();
  }

  static String pretty(JsonNode answer) {
    try {
      return Http.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read can be written", e);
    }
  }
}
