package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Archiving.Block;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck.Found;
import io.ridgeway.framework.fiscobcos.archive.ArchiveFormat;
import io.ridgeway.framework.fiscobcos.archive.BrokenArchive;
import io.ridgeway.framework.fiscobcos.archive.ChainProof;
import io.ridgeway.framework.fiscobcos.archive.Mark;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks are read from nodes, proved, written, and checked again by nobody's word. */
class FiscoArchivingTest {
  private static final FiscoArchiving ARCHIVING = new FiscoArchiving();

  private static FiscoArchiving.Reader reader(
      ForgedChain forged, Optional<String> mark, Asking... nodes) {
    return new FiscoArchiving.Reader(
        new Chain(forged.name().chain(), forged.name().group(), forged.cryptography, ""),
        List.of(nodes),
        new ChainProof(forged.name(), Trust.in(forged.sealerIds()), mark.map(Mark::decode)));
  }

  private static String archive(ForgedChain forged, List<Block> blocks) {
    StringBuilder text =
        new StringBuilder(ArchiveFormat.head(forged.name(), blocks.get(0).number()));
    blocks.forEach(block -> text.append(block.line()));
    return text.append(ARCHIVING.end(blocks.get(blocks.size() - 1), blocks.size())).toString();
  }

  private static List<Block> read(FiscoArchiving.Reader reader, int count) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(reader.next());
    }
    return blocks;
  }

  private static Found check(ArchiveCheck check, String archive) throws IOException {
    return check.check(new ByteArrayInputStream(archive.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aChainIsReadAndCheckedAgain(Cryptography cryptography) throws IOException {
    // Given
    ForgedChain forged = new ForgedChain(cryptography, 4).add(1).add(0).add(2).add(5).add(3);

    // When
    FiscoArchiving.Reader reader = reader(forged, Optional.empty(), forged.node("sealer-1"));
    List<Block> blocks = read(reader, 6);
    String archive = archive(forged, blocks);
    Found found = check(new ArchiveCheck(Trust.in(forged.sealerIds())), archive);

    // Then
    assertThat(found.chain()).isEqualTo(forged.name());
    assertThat(found.from()).isZero();
    assertThat(found.to()).isEqualTo(5);
    assertThat(found.blocks()).isEqualTo(6);
    assertThat(found.transactions()).isEqualTo(11);
    assertThat(found.hash()).isEqualTo(blocks.get(5).hash());
    assertThat(found.changes()).isEmpty();
    assertThat(
            check(
                    new ArchiveCheck(
                        new Trust(Optional.of(forged.genesisHash()), Optional.empty())),
                    archive)
                .sha256())
        .isEqualTo(found.sha256());
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void theNextArchiveBeginsWhereTheLastEnded(Cryptography cryptography) throws IOException {
    // Given
    ForgedChain forged = new ForgedChain(cryptography, 4).add(1).add(2).add(1);
    List<Block> first = read(reader(forged, Optional.empty(), forged.node("sealer-1")), 2);
    List<Block> second =
        read(reader(forged, Optional.of(first.get(1).mark()), forged.node("sealer-2")), 2);

    // Then both in their order are whole
    ArchiveCheck check = new ArchiveCheck(Trust.in(forged.sealerIds()));
    check(check, archive(forged, first));
    Found found = check(check, archive(forged, second));
    assertThat(found.from()).isEqualTo(2);
    assertThat(found.to()).isEqualTo(3);
    assertThat(found.parent()).isEqualTo(first.get(1).hash());

    // And the second alone, by its sealers only
    assertThat(check(new ArchiveCheck(Trust.in(forged.sealerIds())), archive(forged, second)).to())
        .isEqualTo(3);
    refused(
        new Trust(Optional.of(forged.genesisHash()), Optional.empty()),
        archive(forged, second),
        "name the sealers of that time");

    // And not twice the same
    assertThatThrownBy(() -> check(check, archive(forged, second)))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining("it begins with block 2, the one before ends with 3");
  }

  @Test
  void whoeverTellsTheyAreTheSameLines() {
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4).add(3);
    assertThat(read(reader(forged, Optional.empty(), forged.node("sealer-1")), 2))
        .isEqualTo(read(reader(forged, Optional.empty(), forged.node("sealer-2")), 2));
  }

  @Test
  void sealersComeAndGoOneByOneAndAreNamed() throws IOException {
    // Given
    ForgedChain forged = new ForgedChain(Cryptography.GUOMI, 4).add(1);
    List<TestKey> birth = forged.sealers();
    List<TestKey> five = new ArrayList<>(birth);
    five.add(forged.key());
    List<TestKey> others = five.subList(1, 5);
    forged.sealedBy(five).add(1).sealedBy(others).add(1).add(1);

    // When
    List<String> born = birth.stream().map(k -> k.id().hex()).toList();
    FiscoArchiving.Reader reader =
        new FiscoArchiving.Reader(
            new Chain(forged.name().chain(), forged.name().group(), Cryptography.GUOMI, ""),
            List.of(forged.node("sealer-1")),
            new ChainProof(forged.name(), Trust.in(born), Optional.empty()));
    Found found = check(new ArchiveCheck(Trust.in(born)), archive(forged, read(reader, 5)));

    // Then
    assertThat(found.changes()).containsExactly(2L, 3L);
  }

  @Test
  void sealersWhomNobodyOfThoseBeforeAgreedToAreRefused() {
    // Given somebody who has the nodes' answers go on with keys of their own
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4).add(1);
    FiscoArchiving.Reader reader = reader(forged, Optional.empty(), forged.node("sealer-1"));
    List<TestKey> own = List.of(forged.key(), forged.key(), forged.key(), forged.key());
    forged.sealedBy(own).add(1);

    // Then
    read(reader, 2);
    assertThatThrownBy(reader::next)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("block 2: has other sealers, and too few of those before agreed");
  }

  @Test
  void fewerThanAQuorumAreRefused() {
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4);
    forged.add(1, forged.sealers().subList(0, 2));
    FiscoArchiving.Reader reader = reader(forged, Optional.empty(), forged.node("sealer-1"));
    reader.next();
    assertThatThrownBy(reader::next)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("block 1: is signed by fewer than a quorum of its sealers");
  }

  @Test
  void anotherChainsArchiveIsRefused() {
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4).add(1);
    String archive =
        archive(forged, read(reader(forged, Optional.empty(), forged.node("sealer-1")), 2));
    ForgedChain other = new ForgedChain(Cryptography.STANDARD, 7);
    refused(Trust.in(other.sealerIds()), archive, "block 0: names other sealers");
    refused(
        new Trust(Optional.of(other.genesisHash()), Optional.empty()),
        archive,
        "not the genesis that was named");
    assertThatThrownBy(() -> new ArchiveCheck(new Trust(Optional.empty(), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Who has one sealer's key could make a genesis in which that one decides. */
  @Test
  void aGenesisThatIsNotNamedMakesNobodyHeavier() throws IOException {
    ForgedChain heavy =
        new ForgedChain(
            Cryptography.STANDARD, 4, genesis -> genesis.replaceFirst(",1(?=\\n|$)", ",999999999"));
    assertThatThrownBy(reader(heavy, Optional.empty(), heavy.node("sealer-1"))::next)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("block 0: gives its sealers weights");
    ForgedChain twice =
        new ForgedChain(
            Cryptography.STANDARD,
            4,
            genesis ->
                genesis + "\nnode.4:" + genesis.replaceAll("(?s).*node\\.0:|,.*", "") + ",1");
    assertThatThrownBy(reader(twice, Optional.empty(), twice.node("sealer-1"))::next)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("block 0: its genesis names a sealer twice");
    String named =
        ArchiveFormat.head(heavy.name(), 0)
            + ArchiveFormat.block(heavy.blocks.get(0))
            + ArchiveFormat.end(0, heavy.genesisHash(), 1);
    Trust genesis = new Trust(Optional.of(heavy.genesisHash()), Optional.empty());
    assertThat(check(new ArchiveCheck(genesis), named).to()).isZero();
  }

  @Test
  void aGenesisThatIsNamedIsComparedOrTheArchiveRefused() {
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4).add(1).add(1);
    List<Block> all = read(reader(forged, Optional.empty(), forged.node("sealer-1")), 3);
    refused(
        new Trust(Optional.of(forged.genesisHash()), Optional.of(forged.sealerIds())),
        archive(forged, all.subList(1, 3)),
        "the genesis that was named can't be compared");
  }

  @Test
  void aNodeThatDoesNotTellAllIsPassedOverForOneThatDoes() {
    // Given one that is away, one that has thrown the block away, and one that tells something else
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4).add(2);
    Asking away =
        told(
            forged,
            "sealer-1",
            block -> {
              throw new LedgerException.Unreachable("sealer-1 does not answer");
            });
    Asking pruned =
        told(
            forged,
            "sealer-2",
            block -> {
              throw new LedgerException.Refused(3001, "it is archived", Optional.empty());
            });
    Asking lying = told(forged, "sealer-3", block -> block.put("gasUsed", "1"));

    // Then
    assertThat(
            read(reader(forged, Optional.empty(), away, pruned, lying, forged.node("sealer-4")), 2))
        .hasSize(2);
    assertThatThrownBy(reader(forged, Optional.empty(), pruned)::next)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("sealer-2 says: it is archived");
    assertThatThrownBy(reader(forged, Optional.empty(), away, pruned)::next)
        .as("the one that is away may have it")
        .isInstanceOf(LedgerException.Unreachable.class);
    assertThatThrownBy(reader(forged, Optional.empty(), away)::next)
        .isInstanceOf(LedgerException.Unreachable.class);
  }

  @Test
  void transactionsWhoseDigestCannotBeMadeAreRefusedByName() {
    ForgedChain forged = new ForgedChain(Cryptography.STANDARD, 4).add(1);
    Asking web3 =
        told(
            forged,
            "sealer-1",
            block -> {
              ArrayNode transactions = (ArrayNode) block.path("transactions");
              transactions.forEach(t -> ((ObjectNode) t).put("hash", "0x" + "12".repeat(32)));
            });
    FiscoArchiving.Reader reader = reader(forged, Optional.empty(), web3);
    reader.next();
    assertThatThrownBy(reader::next)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("block 1: the digest of transaction 0x1212")
        .hasMessageContaining("web3");
  }

  private static Asking told(ForgedChain forged, String name, Consumer<ObjectNode> otherwise) {
    Asking honest = forged.node(name);
    return new Asking() {
      @Override
      public NodeName node() {
        return honest.node();
      }

      @Override
      public JsonNode ask(String method, List<?> parameters) {
        JsonNode answer = honest.ask(method, parameters);
        if (method.equals("getBlockByNumber")) {
          otherwise.accept((ObjectNode) answer);
        }
        return answer;
      }
    };
  }

  @Test
  void aMarkIsOneLineAndReadAgain() {
    Mark mark = new Mark(7, "0x" + "ab".repeat(32), List.of("a", "b"), List.of(1L, 2L));
    assertThat(mark.encode()).doesNotContain("\n");
    assertThat(Mark.decode(mark.encode())).isEqualTo(mark);
    assertThat(Arrays.asList("", "{}", mark.encode() + " "))
        .allSatisfy(
            line -> assertThatThrownBy(() -> Mark.decode(line)).isInstanceOf(BrokenArchive.class));
  }

  private static void refused(Trust trust, String archive, String why) {
    assertThatThrownBy(() -> check(new ArchiveCheck(trust), archive))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining(why);
  }
}
