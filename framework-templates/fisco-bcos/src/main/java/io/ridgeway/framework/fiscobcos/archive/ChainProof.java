package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import io.ridgeway.framework.fiscobcos.NodeId;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader.Signed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a chain's blocks one after another: whether each follows the one before, holds what its
 * roots say and nothing else, and was agreed on by who could. It believes nobody but whom it was
 * told to. For one thread.
 *
 * <p>Sealers come and go by transactions, whose effects can't be seen here. So those of a block are
 * believed if it was signed, besides by a quorum of its own, by more of the sealers before it than
 * may be faulty: one of them at least was honest.
 */
public final class ChainProof {
  private final ChainName chain;
  private final Trust trust;
  private Optional<Mark> mark;

  /**
   * A proof.
   *
   * @param after how far it was proved before; empty to begin with the first block that is given
   */
  public ChainProof(ChainName chain, Trust trust, Optional<Mark> after) {
    this.chain = chain;
    this.trust = trust;
    this.mark = after;
  }

  /** How far it is proved; empty if there was no block yet. */
  public Optional<Mark> mark() {
    return mark;
  }

  /**
   * Looks at the next block.
   *
   * @return how far the chain is proved now
   * @throws BrokenArchive that says which block, and what is wrong with it; then it isn't taken in
   */
  public Mark accept(ArchivedBlock block) {
    ArchivedHeader header = block.header();
    long number = header.number();
    if (mark.isPresent() && number != mark.get().number() + 1) {
      throw BrokenArchive.at(
          number, "follows block " + mark.get().number() + ", so blocks are missing or doubled");
    }
    String digest = header.digest(cryptography());
    holds(block);
    Mark next = number == 0 ? born(header, digest) : agreed(header, digest);
    mark = Optional.of(next);
    return next;
  }

  private Cryptography cryptography() {
    return chain.cryptography();
  }

  private Mark born(ArchivedHeader header, String digest) {
    Genesis genesis;
    try {
      genesis = Genesis.of(header.extraData());
    } catch (IllegalArgumentException e) {
      throw BrokenArchive.at(0, String.valueOf(e.getMessage()));
    }
    if (!genesis.chain().equals(chain)) {
      throw BrokenArchive.at(0, "is of " + genesis.chain() + ", not of " + chain);
    }
    if (trust.genesis().filter(known -> !known.equals(digest)).isPresent()) {
      throw BrokenArchive.at(0, "is " + digest + ", not the genesis that was named");
    }
    if (!trust.allows(genesis.sealers())) {
      throw BrokenArchive.at(0, "names other sealers than those that were named");
    }
    if (trust.genesis().isEmpty() && genesis.weights().stream().anyMatch(weight -> weight != 1)) {
      // Else one of them could make himself as heavy as he likes.
      throw BrokenArchive.at(
          0, "gives its sealers weights, which is believed of a named genesis only");
    }
    return new Mark(0, digest, genesis.sealers(), genesis.weights());
  }

  private Mark agreed(ArchivedHeader header, String digest) {
    long number = header.number();
    if (mark.filter(before -> !before.hash().equals(header.parent())).isPresent()) {
      throw BrokenArchive.at(number, "doesn't follow the block before: that is another one");
    }
    if (mark.isEmpty() && trust.sealers().isEmpty()) {
      throw BrokenArchive.at(number, "is the first; its sealers must be named to begin with it");
    }
    Set<String> signers = signers(header, digest);
    Voters own = new Voters(header.sealers(), header.weights());
    if (own.weightOf(signers) < own.quorum()) {
      throw BrokenArchive.at(number, "is signed by fewer than a quorum of its sealers");
    }
    if (mark.isPresent()) {
      Voters before = new Voters(mark.get().sealers(), mark.get().weights());
      if (before.weightOf(signers) <= before.faulty()) {
        throw BrokenArchive.at(number, "has other sealers, and too few of those before agreed");
      }
    } else {
      List<String> known = trust.sealers().orElseThrow();
      Voters named = new Voters(known, known.stream().map(k -> 1L).toList());
      if (named.weightOf(signers) < named.quorum()) {
        throw BrokenArchive.at(number, "is signed by fewer than a quorum of the named sealers");
      }
    }
    return new Mark(number, digest, header.sealers(), header.weights());
  }

  private Set<String> signers(ArchivedHeader header, String digest) {
    Set<String> signers = new HashSet<>();
    if (new HashSet<>(header.sealers()).size() < header.sealers().size()) {
      throw BrokenArchive.at(header.number(), "has a sealer twice");
    }
    for (Signed signed : header.signatures()) {
      if (signed.sealer() < 0 || signed.sealer() >= header.sealers().size()) {
        throw BrokenArchive.at(header.number(), "is signed by none of its sealers");
      }
      String sealer = header.sealers().get(signed.sealer());
      if (!Signatures.isBy(cryptography(), sealer, digest, signed.signature())) {
        throw BrokenArchive.at(
            header.number(), "the signature of sealer " + signed.sealer() + " isn't over it");
      }
      if (!signers.add(sealer)) {
        throw BrokenArchive.at(
            header.number(), "the signature of sealer " + signed.sealer() + " is there twice");
      }
    }
    return signers;
  }

  /** Whether the transactions and receipts are those of its roots. */
  private void holds(ArchivedBlock block) {
    ArchivedHeader header = block.header();
    long number = header.number();
    List<String> names = new ArrayList<>();
    for (ArchivedTransaction transaction : block.transactions()) {
      String name = transaction.digest(cryptography());
      check(number, names.size(), transaction, name);
      names.add(name);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw BrokenArchive.at(number, "has a transaction twice");
    }
    if (!MerkleRoot.of(cryptography(), names).equals(header.txsRoot())) {
      throw BrokenArchive.at(number, "its transactions aren't those of its txsRoot");
    }
    if (block.receipts().size() != names.size()) {
      throw BrokenArchive.at(
          number, names.size() + " transactions have " + block.receipts().size() + " receipts");
    }
    if (block.receipts().stream().anyMatch(receipt -> receipt.block() != number)) {
      throw BrokenArchive.at(number, "has a receipt of another block");
    }
    List<String> receipts = block.receipts().stream().map(r -> r.digest(cryptography())).toList();
    if (!MerkleRoot.of(cryptography(), receipts).equals(header.receiptsRoot())) {
      throw BrokenArchive.at(number, "its receipts aren't those of its receiptsRoot");
    }
  }

  private void check(long number, int place, ArchivedTransaction transaction, String name) {
    if (!transaction.chain().equals(chain.chain()) || !transaction.group().equals(chain.group())) {
      throw BrokenArchive.at(number, "transaction " + place + " is of another chain or group");
    }
    Optional<String> sender =
        Signatures.signer(cryptography(), name, transaction.signature())
            .map(key -> new NodeId(key).account(cryptography()));
    if (sender.filter(transaction.from()::equals).isEmpty()) {
      throw BrokenArchive.at(
          number, "transaction " + place + " isn't signed by " + transaction.from());
    }
  }

  /** Who agrees, with what weight. */
  private record Voters(List<String> ids, List<Long> weights) {
    long total() {
      return weights.stream().mapToLong(Long::longValue).sum();
    }

    /** So much may be faulty. */
    long faulty() {
      return Math.max(0, (total() - 1) / 3);
    }

    long quorum() {
      return total() - faulty();
    }

    long weightOf(Set<String> signers) {
      long weight = 0;
      for (int i = 0; i < ids.size(); i++) {
        weight += signers.contains(ids.get(i)) ? weights.get(i) : 0;
      }
      return weight;
    }
  }
}
