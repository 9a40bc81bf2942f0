package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.archive.ArchiveFormat.End;
import io.ridgeway.framework.fiscobcos.archive.ArchiveFormat.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks archives without asking anybody: one, or several of which each begins where the one before
 * ended. Memory is bounded by the longest line. For one thread.
 */
public final class ArchiveCheck {
  private static final int BUFFER = 1 << 16;

  private final Trust trust;
  private Optional<ChainName> chain = Optional.empty();
  private Optional<Mark> mark = Optional.empty();

  /** By what one knows of the chain: without anything nothing is proved. */
  public ArchiveCheck(Trust trust) {
    if (trust.genesis().isEmpty() && trust.sealers().isEmpty()) {
      throw new IllegalArgumentException(
          "an archive proves nothing by itself: name its chain's block 0, or its sealers");
    }
    this.trust = trust;
  }

  /**
   * What an archive was found to be.
   *
   * @param from its first block's number
   * @param parent the digest of the block before its first; zeros of block 0
   * @param to its last block's number
   * @param hash the last block's digest
   * @param sha256 of the file, hexadecimal
   * @param changes at which blocks other sealers began than those before
   */
  public record Found(
      ChainName chain,
      long from,
      String parent,
      long to,
      String hash,
      long blocks,
      long transactions,
      String sha256,
      List<Long> changes) {
    public Found {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Checks the next one, to its end.
   *
   * @throws BrokenArchive that says at which block, and what is wrong
   * @throws IOException if it can't be read
   */
  public Found check(InputStream archive) throws IOException {
    MessageDigest sha256 = sha256();
    Reading in = new Reading(new DigestInputStream(archive, sha256));
    Head head = head(in);
    ChainProof proof = new ChainProof(head.name(), trust, mark);
    Counted counted = new Counted(mark.map(Mark::sealers));
    while (true) {
      String where = "after block " + (proof.mark().map(Mark::number).orElse(head.from() - 1));
      String line = in.line(where);
      if (line.startsWith(End.BEGINNING)) {
        End end = decode(line, End.class, where);
        in.requireEnd();
        return found(head, end, proof, counted, HexFormat.of().formatHex(sha256.digest()));
      }
      ArchivedBlock block = decode(line, ArchivedBlock.class, where);
      if (counted.blocks == 0 && block.header().number() != head.from()) {
        throw BrokenArchive.at(block.header().number(), "isn't block " + head.from());
      }
      counted.take(block, proof.accept(block));
    }
  }

  private Head head(Reading in) throws IOException {
    Head head = decode(in.line("at its beginning"), Head.class, "at its beginning");
    if (!head.format().equals(ArchiveFormat.NAME)) {
      throw new BrokenArchive("it is of another format than " + ArchiveFormat.NAME);
    }
    ChainName name;
    try {
      name = head.name();
    } catch (IllegalArgumentException e) {
      throw new BrokenArchive("its cryptography is neither standard nor guomi");
    }
    if (chain.filter(before -> !before.equals(name)).isPresent()) {
      throw new BrokenArchive("it is of " + name + ", the one before of " + chain.get());
    }
    if (mark.filter(before -> before.number() + 1 != head.from()).isPresent()) {
      throw new BrokenArchive(
          "it begins with block "
              + head.from()
              + ", the one before ends with "
              + mark.get().number());
    }
    if (mark.isEmpty() && head.from() > 0 && trust.sealers().isEmpty()) {
      throw new BrokenArchive(
          "it begins with block "
              + head.from()
              + ": name the sealers of that time, or check the archives before it first");
    }
    if (mark.isEmpty() && head.from() > 0 && trust.genesis().isPresent()) {
      throw new BrokenArchive(
          "it begins with block "
              + head.from()
              + ", so the genesis that was named can't be compared: check the archives before it"
              + " first, or name sealers alone");
    }
    chain = Optional.of(name);
    return head;
  }

  private Found found(Head head, End end, ChainProof proof, Counted counted, String sha256) {
    Mark last =
        proof
            .mark()
            .filter(m -> counted.blocks > 0)
            .orElseThrow(() -> new BrokenArchive("it has no blocks"));
    if (end.to() != last.number()
        || !end.hash().equals(last.hash())
        || end.blocks() != counted.blocks) {
      throw new BrokenArchive(
          "its end says block " + end.to() + ", but it ends after block " + last.number());
    }
    mark = Optional.of(last);
    return new Found(
        head.name(),
        head.from(),
        counted.parent,
        last.number(),
        last.hash(),
        counted.blocks,
        counted.transactions,
        sha256,
        counted.changes);
  }

  private static <T> T decode(String line, Class<T> type, String where) {
    try {
      return Lines.decode(line, type);
    } catch (BrokenArchive e) {
      throw new BrokenArchive(where + ": " + e.getMessage());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What went by. */
  private static final class Counted {
    private final List<Long> changes = new ArrayList<>();
    private Optional<List<String>> sealers;
    private String parent = ArchivedHeader.NONE;
    private long blocks;
    private long transactions;

    Counted(Optional<List<String>> sealers) {
      this.sealers = sealers;
    }

    void take(ArchivedBlock block, Mark mark) {
      if (blocks == 0) {
        parent = block.header().parent();
      }
      if (sealers.filter(before -> !before.equals(mark.sealers())).isPresent()) {
        changes.add(mark.number());
      }
      sealers = Optional.of(mark.sealers());
      blocks++;
      transactions += block.transactions().size();
    }
  }

  /** Lines of bounded length. */
  private static final class Reading {
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;

    Reading(InputStream in) {
      this.in = in;
    }

    String line(String where) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        if (at == filled && !fill()) {
          throw new BrokenArchive(where + ": it ends too early, the rest is missing");
        }
        int begin = at;
        while (at < filled && buffer[at] != '\n') {
          at++;
        }
        line.write(buffer, begin, at - begin);
        if (line.size() > Lines.LONGEST) {
          throw new BrokenArchive(where + ": a line is longer than any block's");
        }
        if (at < filled) {
          at++;
          return line.toString(StandardCharsets.UTF_8);
        }
      }
    }

    private boolean fill() throws IOException {
      at = 0;
      filled = Math.max(0, in.read(buffer));
      return filled > 0;
    }

    void requireEnd() throws IOException {
      if (at < filled || fill()) {
        throw new BrokenArchive("something stands behind its end");
      }
    }
  }
}
