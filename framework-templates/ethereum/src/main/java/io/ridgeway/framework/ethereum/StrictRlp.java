package io.ridgeway.framework.ethereum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the fields of a transaction out of RLP that strangers made: one list of a few items, in the
 * one shortest form that there is of it, and lists within it only where one is expected. What is
 * wrong is refused where it stands, so that reading takes time with the length and no more.
 */
final class StrictRlp {
  /** The most items of the outer list: the signed form of what has an access list. */
  static final int MOST_FIELDS = 12;

  /** Where no item may be a list. */
  static final int NO_LIST = -1;

  /** An access list, an entry of it, and the entry's slots. */
  private static final int DEEPEST = 3;

  private static final int TEXT = 0x80;
  private static final int LIST = 0xc0;
  private static final int LONG = 55;

  private final byte[] all;
  private int at;

  private StrictRlp(byte[] all, int from) {
    this.all = all;
    this.at = from;
  }

  /** What a list has. */
  sealed interface Item permits Text, Items {}

  /** Bytes. */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Text(byte[] bytes) implements Item {}

  /** A list. */
  record Items(List<Item> items) implements Item {}

  /**
   * The outer list's items.
   *
   * @param from where it begins; it goes to the end of the bytes
   * @param listAt the one item that may be a list, from 0; or {@link #NO_LIST}
   * @throws IllegalArgumentException that says what is wrong
   */
  static List<Item> fields(byte[] all, int from, int listAt) {
    StrictRlp rlp = new StrictRlp(all, from);
    if (from >= all.length || (all[from] & 0xff) < LIST) {
      throw wrong();
    }
    int end = rlp.end(all.length, LIST);
    if (end != all.length) {
      throw wrong();
    }
    List<Item> fields = new ArrayList<>(MOST_FIELDS);
    while (rlp.at < end) {
      if (fields.size() == MOST_FIELDS) {
        throw new IllegalArgumentException("it has more than " + MOST_FIELDS + " fields");
      }
      fields.add(rlp.item(end, fields.size() == listAt ? DEEPEST : 0));
    }
    return fields;
  }

  /**
   * The item that begins here.
   *
   * @param limit where the list ends that has it
   * @param depth how many lists may be within each other
   */
  private Item item(int limit, int depth) {
    int first = all[at] & 0xff;
    if (first < TEXT) {
      at++;
      return new Text(new byte[] {(byte) first});
    }
    if (first < LIST) {
      int end = end(limit, TEXT);
      byte[] bytes = Arrays.copyOfRange(all, at, end);
      if (bytes.length == 1 && (bytes[0] & 0xff) < TEXT) {
        // It would have stood for itself.
        throw wrong();
      }
      at = end;
      return new Text(bytes);
    }
    if (depth == 0) {
      throw new IllegalArgumentException("it has a list where no list belongs");
    }
    int end = end(limit, LIST);
    List<Item> items = new ArrayList<>();
    while (at < end) {
      items.add(item(end, depth - 1));
    }
    return new Items(items);
  }

  /** Goes past the length that stands here, and says where the content ends. */
  private int end(int limit, int kind) {
    int length = (all[at++] & 0xff) - kind;
    if (length > LONG) {
      int digits = length - LONG;
      // Of four bytes it would be longer than anything that is read here.
      if (digits > 3 || digits > limit - at || all[at] == 0) {
        throw wrong();
      }
      length = 0;
      for (int i = 0; i < digits; i++) {
        length = length << 8 | all[at++] & 0xff;
      }
      if (length <= LONG) {
        throw wrong();
      }
    }
    if (length > limit - at) {
      throw wrong();
    }
    return at + length;
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "it is no RLP of a transaction, which is a single RLP list in its shortest form");
  }
}
