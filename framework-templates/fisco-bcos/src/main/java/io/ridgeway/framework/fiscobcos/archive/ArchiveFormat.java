package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import java.nio.charset.StandardCharsets;

/**
 * How an archive is written: a line that says whose it is, a line for each block, and a line that
 * says where it ends. Each is JSON, UTF-8, and ends with a line feed.
 */
public final class ArchiveFormat {
  /** What the first line begins with. */
  public static final String NAME = "ridgeway-fisco-bcos-archive-1";

  /** As many characters at most are taken of one block. */
  public static final int LONGEST_BLOCK = Lines.LONGEST;

  private ArchiveFormat() {}

  /** The first line. */
  record Head(String format, String cryptography, String chain, String group, long from) {
    ChainName name() {
      return new ChainName(Cryptography.of(cryptography), chain, group);
    }
  }

  /** The last line. */
  record End(long to, String hash, long blocks) {
    static final String BEGINNING = "{\"to\":";
  }

  /**
   * The first line of one that begins with that block.
   *
   * @return with its line feed
   */
  public static String head(ChainName chain, long from) {
    return Lines.encode(
            new Head(NAME, chain.cryptography().parameter(), chain.chain(), chain.group(), from))
        + "\n";
  }

  /**
   * A block's line, with its line feed.
   *
   * @throws BrokenArchive if it is longer than who reads it would take
   */
  public static String block(ArchivedBlock block) {
    String line = Lines.encode(block);
    if (line.getBytes(StandardCharsets.UTF_8).length > Lines.LONGEST) {
      throw BrokenArchive.at(block.header().number(), "is larger than an archive's lines may be");
    }
    return line + "\n";
  }

  /**
   * The last line of one that ends with that block.
   *
   * @param hash the block's digest
   * @param blocks how many it has
   * @return with its line feed
   */
  public static String end(long to, String hash, long blocks) {
    return Lines.encode(new End(to, hash, blocks)) + "\n";
  }
}
