package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.fiscobcos.archive.ArchivedBlock;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader.Signed;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt.Log;
import io.ridgeway.framework.fiscobcos.archive.ArchivedTransaction;
import io.ridgeway.framework.fiscobcos.archive.ChainName;
import io.ridgeway.model.network.NodeName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;

/**
 * A chain that nobody agreed on: its blocks are made here, with the digests and roots that nodes
 * make and signatures of the official SDK. Merkle roots are made in another way than the pack's.
 */
final class ForgedChain {
  static final ChainName NAME = new ChainName(Cryptography.STANDARD, "n00000000demo", "group0");
  private static final int VERSION = 0x03100400;
  private static final String CONTRACT = "0x1234567890123456789012345678901234567890";

  final Cryptography cryptography;
  final List<ArchivedBlock> blocks = new ArrayList<>();
  private final CryptoSuite suite;
  private final SeededRandom random;
  private List<TestKey> sealers;
  private int made;

  ForgedChain(Cryptography cryptography, int sealers) {
    this(cryptography, sealers, genesis -> genesis);
  }

  /** One whose genesis says something else. */
  ForgedChain(Cryptography cryptography, int sealers, UnaryOperator<String> otherwise) {
    this.cryptography = cryptography;
    this.suite =
        new CryptoSuite(
            cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
    this.random = new SeededRandom("forged " + cryptography);
    this.sealers = IntStream.range(0, sealers).mapToObj(i -> key()).toList();
    blocks.add(
        new ArchivedBlock(
            new ArchivedHeader(
                VERSION,
                0,
                ArchivedHeader.NONE,
                ArchivedHeader.NONE,
                ArchivedHeader.NONE,
                ArchivedHeader.NONE,
                "0",
                0,
                0,
                List.of(),
                List.of(),
                "0x" + hex(otherwise.apply(genesis()).getBytes(StandardCharsets.UTF_8)),
                List.of()),
            List.of(),
            List.of()));
  }

  TestKey key() {
    return TestKey.next(cryptography, random);
  }

  ChainName name() {
    return new ChainName(cryptography, NAME.chain(), NAME.group());
  }

  List<TestKey> sealers() {
    return sealers;
  }

  List<String> sealerIds() {
    return ids(sealers);
  }

  private static List<String> ids(List<TestKey> keys) {
    return keys.stream().map(key -> key.id().hex()).toList();
  }

  String genesisHash() {
    return blocks.get(0).header().digest(cryptography);
  }

  private String genesis() {
    StringBuilder text =
        new StringBuilder("[chain]\nsm_crypto:")
            .append(cryptography == Cryptography.GUOMI ? 1 : 0)
            .append("\nchainID: ")
            .append(NAME.chain())
            .append("\ngrouID: ")
            .append(NAME.group())
            .append("\n[consensys]\nconsensus_type: pbft\n");
    for (int i = 0; i < sealers.size(); i++) {
      text.append("node.%d:%s,1\n".formatted(i, sealers.get(i).id().hex()));
    }
    return text.toString();
  }

  /** From the next block on these agree. */
  ForgedChain sealedBy(List<TestKey> others) {
    sealers = others;
    return this;
  }

  /** The next block, which a quorum signs. */
  ForgedChain add(int transactions) {
    int quorum = sealers.size() - (sealers.size() - 1) / 3;
    return add(transactions, sealers.subList(0, quorum));
  }

  ForgedChain add(int transactions, List<TestKey> signers) {
    List<ArchivedTransaction> all =
        IntStream.range(0, transactions).mapToObj(i -> transaction()).toList();
    long number = blocks.size();
    blocks.add(
        block(all, all.stream().map(t -> receipt(t, number)).toList(), signers, number, parent()));
    return this;
  }

  private String parent() {
    return blocks.get(blocks.size() - 1).header().digest(cryptography);
  }

  /** A block of whatever is in it, with the roots of that. */
  ArchivedBlock block(
      List<ArchivedTransaction> transactions,
      List<ArchivedReceipt> receipts,
      List<TestKey> signers,
      long number,
      String parent) {
    ArchivedHeader unsigned =
        header(
            number,
            parent,
            root(transactions.stream().map(t -> t.digest(cryptography)).toList()),
            root(receipts.stream().map(r -> r.digest(cryptography)).toList()),
            List.of());
    String digest = unsigned.digest(cryptography);
    List<Signed> signed =
        signers.stream()
            .map(
                key ->
                    new Signed(
                        sealers.indexOf(key),
                        "0x"
                            + hex(
                                Arrays.copyOf(
                                    signature(key, digest),
                                    cryptography == Cryptography.GUOMI ? 64 : 65))))
            .toList();
    return new ArchivedBlock(
        header(number, parent, unsigned.txsRoot(), unsigned.receiptsRoot(), signed),
        transactions,
        receipts);
  }

  private ArchivedHeader header(
      long number, String parent, String txsRoot, String receiptsRoot, List<Signed> signatures) {
    return new ArchivedHeader(
        VERSION,
        number,
        parent,
        txsRoot,
        receiptsRoot,
        "0x" + "5a".repeat(32),
        "24363",
        1_767_323_045_000L + number,
        number % sealers.size(),
        sealerIds(),
        sealers.stream().map(s -> 1L).toList(),
        "0x",
        signatures);
  }

  ArchivedTransaction transaction() {
    int version = made % 3;
    boolean deploys = made % 4 == 0;
    TestKey sender = key();
    byte[] input = new byte[4 + 32 * (made % 3)];
    random.nextBytes(input);
    ArchivedTransaction bare =
        new ArchivedTransaction(
            version,
            NAME.chain(),
            NAME.group(),
            500,
            "0x" + hex(("nonce" + made++).getBytes(StandardCharsets.US_ASCII)),
            deploys ? "" : CONTRACT,
            "0x" + hex(input),
            deploys ? "[{\"type\":\"constructor\",\"name\":\"公证\"}]" : "",
            version > 0 ? "1" : "",
            version > 0 ? "2" : "",
            version > 0 ? 300_000 : 0,
            version > 0 ? "3" : "",
            version > 0 ? "4" : "",
            version > 1 ? "0x00ff" : "0x",
            sender.id().account(cryptography),
            "0x");
    return signed(bare, sender);
  }

  ArchivedTransaction signed(ArchivedTransaction t, TestKey sender) {
    return new ArchivedTransaction(
        t.version(),
        t.chain(),
        t.group(),
        t.blockLimit(),
        t.nonce(),
        t.to(),
        t.input(),
        t.abi(),
        t.value(),
        t.gasPrice(),
        t.gasLimit(),
        t.maxFeePerGas(),
        t.maxPriorityFeePerGas(),
        t.extension(),
        sender.id().account(cryptography),
        "0x" + hex(signature(sender, t.digest(cryptography))));
  }

  ArchivedReceipt receipt(ArchivedTransaction of, long block) {
    boolean deploys = of.to().isEmpty();
    return new ArchivedReceipt(
        of.version() > 0 ? 1 : 0,
        "24363",
        deploys ? CONTRACT.substring(2) : "",
        0,
        deploys ? "0x" : "0x" + "01".repeat(32),
        of.version() > 0 ? "2" : "",
        deploys
            ? List.of()
            : List.of(
                new Log(CONTRACT.substring(2), List.of("0x" + "ee".repeat(32)), of.input()),
                new Log(CONTRACT.substring(2), List.of(), "0x")),
        block);
  }

  private byte[] signature(TestKey key, String digest) {
    return suite.sign(digest, suite.loadKeyPair(key.privateHex())).encode();
  }

  /** From its end on: the root of so many, the greatest power of two below them first. */
  private String root(List<String> digests) {
    if (digests.isEmpty()) {
      return ArchivedHeader.NONE;
    }
    int levels = digests.size() == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(digests.size() - 1);
    return subtree(digests, 0, levels).orElseThrow();
  }

  private Optional<String> subtree(List<String> digests, int at, int levels) {
    int first = at << levels;
    if (first >= digests.size()) {
      return Optional.empty();
    }
    if (levels == 0) {
      return Optional.of(digests.get(first));
    }
    String both =
        subtree(digests, 2 * at, levels - 1).orElseThrow().substring(2)
            + subtree(digests, 2 * at + 1, levels - 1).map(d -> d.substring(2)).orElse("");
    return Optional.of("0x" + hex(cryptography.hash(HexFormat.of().parseHex(both))));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** A node that has all of it. */
  Asking node(String name) {
    return new ForgedNode(this, new NodeName(name));
  }
}
