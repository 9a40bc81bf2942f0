package io.ridgeway.portal.view;

import io.ridgeway.engine.explorer.ExplorerDesk.Opened;
import io.ridgeway.engine.explorer.Interface.Decoded;
import io.ridgeway.engine.explorer.Interface.Value;
import io.ridgeway.engine.explorer.KnownContract;
import io.ridgeway.engine.explorer.Read;
import io.ridgeway.engine.explorer.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is on a ledger, as {@code /v1/networks/{network}/explorer} tells it. */
public final class ExplorerView {
  private ExplorerView() {}

  /**
   * Some blocks, the newest first.
   *
   * @param height the number of the newest of all
   * @param before what to ask for the next older ones with; absent if there are none
   */
  public record BlocksView(long height, List<BlockLineView> items, Optional<Long> before) {
    public static BlocksView of(Seen.Blocks blocks) {
      return new BlocksView(
          blocks.height(),
          blocks.blocks().stream().map(BlockLineView::of).toList(),
          boxed(blocks.older()));
    }
  }

  /**
   * A block among others.
   *
   * @param transactions how many it has
   */
  public record BlockLineView(long number, String hash, Optional<Instant> at, int transactions) {
    static BlockLineView of(Seen.BlockLine block) {
      return new BlockLineView(block.number(), block.hash(), block.at(), block.transactions());
    }
  }

  /** A block and its transactions. */
  public record BlockView(
      long number,
      String hash,
      String previousHash,
      Optional<Instant> at,
      List<EntryView> transactions) {
    public static BlockView of(Seen.Block block) {
      return new BlockView(
          block.number(),
          block.hash(),
          block.previous(),
          block.at(),
          block.transactions().stream().map(e -> new EntryView(e.id(), e.code())).toList());
    }
  }

  /** A transaction of a block; {@code code} is empty where blocks don't tell. */
  public record EntryView(String transaction, String code) {}

  /** Bytes; Base64 where they are no text. */
  public record BytesView(String text, boolean base64) {
    static BytesView of(Seen.Bytes bytes) {
      return new BytesView(bytes.text(), bytes.base64());
    }
  }

  /** A function or an event that an interface makes out. */
  public record DecodedView(String name, String signature, List<ValueView> values) {
    static DecodedView of(Decoded decoded) {
      return new DecodedView(
          decoded.name(),
          decoded.signature(),
          decoded.values().stream().map(ValueView::of).toList());
    }
  }

  /** One of its values. */
  public record ValueView(String name, String type, String value) {
    static ValueView of(Value value) {
      return new ValueView(value.name(), value.type(), value.text());
    }
  }

  /** An event; {@code decoded} is absent where no interface fits. */
  public record EventView(
      String contract,
      String name,
      List<String> topics,
      BytesView payload,
      Optional<DecodedView> decoded) {
    static EventView of(Read.ReadEvent event) {
      return new EventView(
          event.event().contract(),
          event.event().name(),
          event.event().topics(),
          BytesView.of(event.event().payload()),
          event.decoded().map(DecodedView::of));
    }
  }

  /** A transaction. */
  public record TransactionView(
      String transaction,
      Optional<Long> block,
      String status,
      String code,
      Optional<Instant> at,
      String kind,
      String by,
      String contract,
      String contractName,
      String created,
      String function,
      List<BytesView> args,
      String input,
      BytesView result,
      Optional<DecodedView> call,
      List<String> endorsers,
      List<EventView> events,
      Map<String, String> more) {
    public static TransactionView of(Read read) {
      Seen.Transaction t = read.transaction();
      return new TransactionView(
          t.id(),
          boxed(t.block()),
          t.status(),
          t.code(),
          t.at(),
          t.kind(),
          t.by(),
          t.contract(),
          read.name(),
          t.created(),
          t.function(),
          t.args().stream().map(BytesView::of).toList(),
          t.input(),
          BytesView.of(t.result()),
          read.call().map(DecodedView::of),
          t.endorsers(),
          read.events().stream().map(EventView::of).toList(),
          t.more());
    }
  }

  /**
   * A contract that the explorer knows.
   *
   * @param address absent where contracts have names alone
   * @param at when its interface was brought; absent where there is none
   */
  public record ContractLineView(
      String name, Optional<String> address, Optional<Instant> at, Optional<String> by) {
    /** By its name alone. */
    public static ContractLineView named(String name) {
      return new ContractLineView(name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static ContractLineView of(KnownContract contract) {
      return new ContractLineView(
          contract.name(),
          Optional.of(contract.address()),
          Optional.of(contract.at()),
          Optional.of(contract.by()));
    }
  }

  /** A contract with what its interface says; {@code abi} is that interface. */
  public record KnownContractView(
      String address,
      String name,
      Instant at,
      String by,
      List<String> functions,
      List<String> events,
      String abi) {
    public static KnownContractView of(Opened opened) {
      KnownContract contract = opened.contract();
      return new KnownContractView(
          contract.address(),
          contract.name(),
          contract.at(),
          contract.by(),
          opened.made().functions(),
          opened.made().events(),
          contract.document());
    }
  }

  /**
   * Where a search leads.
   *
   * @param kind {@code BLOCK}, {@code TRANSACTION} or {@code ADDRESS}
   */
  public record HitView(String kind, String name) {}

  private static Optional<Long> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }
}
