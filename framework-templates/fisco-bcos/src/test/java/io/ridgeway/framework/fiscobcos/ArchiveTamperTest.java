package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck;
import io.ridgeway.framework.fiscobcos.archive.ArchiveFormat;
import io.ridgeway.framework.fiscobcos.archive.ArchivedBlock;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt;
import io.ridgeway.framework.fiscobcos.archive.ArchivedTransaction;
import io.ridgeway.framework.fiscobcos.archive.BrokenArchive;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is altered in an archive is found, wherever it is. */
class ArchiveTamperTest {
  private static final Map<Cryptography, ForgedChain> CHAINS =
      Stream.of(Cryptography.values())
          .collect(
              Collectors.toMap(
                  each -> each, each -> new ForgedChain(each, 4).add(2).add(0).add(5).add(3)));

  private static String written(ForgedChain chain, List<ArchivedBlock> blocks) {
    StringBuilder text = new StringBuilder(ArchiveFormat.head(chain.name(), 0));
    blocks.forEach(block -> text.append(ArchiveFormat.block(block)));
    ArchivedBlock last = chain.blocks.get(chain.blocks.size() - 1);
    return text.append(
            ArchiveFormat.end(
                last.header().number(),
                last.header().digest(chain.cryptography),
                chain.blocks.size()))
        .toString();
  }

  private static String written(ForgedChain chain) {
    return written(chain, chain.blocks);
  }

  private static void check(ForgedChain chain, byte[] archive) throws IOException {
    new ArchiveCheck(new Trust(Optional.of(chain.genesisHash()), Optional.of(chain.sealerIds())))
        .check(new ByteArrayInputStream(archive));
  }

  private static void found(ForgedChain chain, byte[] archive) {
    assertThatThrownBy(() -> check(chain, archive)).isInstanceOf(BrokenArchive.class);
  }

  private static void found(ForgedChain chain, String archive) {
    found(chain, archive.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 400)
  void anAlteredByte(
      @ForAll Cryptography cryptography,
      @ForAll @IntRange(max = 1_000_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int difference)
      throws IOException {
    ForgedChain chain = CHAINS.get(cryptography);
    byte[] archive = written(chain).getBytes(StandardCharsets.UTF_8);
    check(chain, archive);
    archive[place % archive.length] ^= (byte) difference;
    found(chain, archive);
  }

  @Property(tries = 60)
  void aCutOrAnAddition(
      @ForAll Cryptography cryptography, @ForAll @IntRange(max = 1_000_000) int place) {
    ForgedChain chain = CHAINS.get(cryptography);
    String archive = written(chain);
    found(chain, archive.substring(0, place % archive.length()));
    found(chain, archive + "\n");
    found(chain, archive + archive);
  }

  @Property(tries = 60)
  void aLineThatIsMissingDoubledOrSwapped(
      @ForAll Cryptography cryptography,
      @ForAll @IntRange(max = 5) int one,
      @ForAll @IntRange(max = 5) int other) {
    ForgedChain chain = CHAINS.get(cryptography);
    List<String> lines = List.of(written(chain).split("(?<=\n)"));
    assertThat(lines).hasSize(7);
    found(chain, String.join("", without(lines, one)));
    found(chain, String.join("", doubled(lines, one, other)));
    if (one != other) {
      found(chain, String.join("", swapped(lines, one, other)));
    }
  }

  @Property(tries = 100)
  void aTransactionThatIsMissingDoubledOrSwapped(
      @ForAll Cryptography cryptography,
      @ForAll @IntRange(max = 4) int one,
      @ForAll @IntRange(max = 4) int other) {
    ForgedChain chain = CHAINS.get(cryptography);
    found(chain, transactions(chain, all -> without(all, one)));
    found(chain, transactions(chain, all -> doubled(all, one, other)));
    found(chain, receipts(chain, all -> without(all, one)));
    found(chain, receipts(chain, all -> doubled(all, one, other)));
    if (one != other) {
      found(chain, transactions(chain, all -> swapped(all, one, other)));
      List<ArchivedReceipt> receipts = chain.blocks.get(3).receipts();
      if (!receipts.get(one).equals(receipts.get(other))) {
        found(chain, receipts(chain, all -> swapped(all, one, other)));
      }
    }
  }

  @Property(tries = 20)
  void aTransactionWithItsReceiptThatIsMissingDoubledOrExchanged(
      @ForAll Cryptography cryptography, @ForAll @IntRange(max = 4) int one) {
    ForgedChain chain = CHAINS.get(cryptography);
    found(chain, both(chain, all -> without(all, one), all -> without(all, one)));
    found(chain, both(chain, all -> doubled(all, one, one), all -> doubled(all, one, one)));
    ArchivedTransaction exchanged = chain.transaction();
    found(
        chain,
        transactions(
            chain,
            all -> {
              List<ArchivedTransaction> changed = new ArrayList<>(all);
              changed.set(one, exchanged);
              return changed;
            }));
  }

  private static String transactions(
      ForgedChain chain, UnaryOperator<List<ArchivedTransaction>> change) {
    return both(chain, change, all -> all);
  }

  private static String receipts(ForgedChain chain, UnaryOperator<List<ArchivedReceipt>> change) {
    return both(chain, all -> all, change);
  }

  /** Block 3, with five of them, changed. */
  private static String both(
      ForgedChain chain,
      UnaryOperator<List<ArchivedTransaction>> transactions,
      UnaryOperator<List<ArchivedReceipt>> receipts) {
    List<ArchivedBlock> blocks = new ArrayList<>(chain.blocks);
    ArchivedBlock third = blocks.get(3);
    blocks.set(
        3,
        new ArchivedBlock(
            third.header(),
            transactions.apply(third.transactions()),
            receipts.apply(third.receipts())));
    return written(chain, blocks);
  }

  private static <T> List<T> without(List<T> all, int one) {
    List<T> changed = new ArrayList<>(all);
    changed.remove(one);
    return changed;
  }

  private static <T> List<T> doubled(List<T> all, int one, int at) {
    List<T> changed = new ArrayList<>(all);
    changed.add(at, all.get(one));
    return changed;
  }

  private static <T> List<T> swapped(List<T> all, int one, int other) {
    List<T> changed = new ArrayList<>(all);
    Collections.swap(changed, one, other);
    return changed;
  }
}
