package io.ridgeway.gateway.submit;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.framework.UnsignedTransactions;
import io.ridgeway.model.key.KeyUse;
import io.vertx.core.Context;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A ledger in memory that takes an account's transactions in the order of their nonces, and as geth
 * does says yes to one that comes too early, which then waits, for ever if need be. Its wire form
 * is {@code from|nonce|data|signature} in hex.
 */
public final class FakeChain implements LedgerClient, NumberedLedger, UnsignedTransactions {
  /** One that was taken. */
  public record Taken(String from, long nonce, String data, String hash) {}

  private final List<Taken> taken = new ArrayList<>();
  private final Map<String, Map<Long, Taken>> queued = new HashMap<>();
  private final Map<String, Long> next = new HashMap<>();
  private boolean away;
  private boolean stalled;
  private volatile boolean readOnEventLoop;
  private volatile KeyUse read = KeyUse.transaction("", "", BigInteger.ZERO);

  @Override
  public synchronized NumberedLedger.Unsigned prepare(Map<String, String> request, long nonce) {
    String data = request.getOrDefault("data", "0x");
    if (data.equals("0xdead")) {
      throw new LedgerException.Refused(3, "execution reverted", Optional.of("0x08c379a0"));
    }
    if (data.equals("0xbad")) {
      throw new IllegalArgumentException("data must be 0x and an even number of hex digits");
    }
    String price = request.getOrDefault("gasPrice", "");
    String text =
        request.get("from").toLowerCase()
            + "|"
            + nonce
            + "|"
            + data
            + (price.isEmpty() ? "" : "@" + Integer.decode(price));
    return new NumberedLedger.Unsigned(
        sha256(text),
        signature ->
            "0x" + hex(text + "|" + HexFormat.of().formatHex(signature.s()).substring(0, 8)));
  }

  /** Whether a transaction to sign was read on an event loop, which everybody else waits for. */
  public boolean readOnEventLoop() {
    return readOnEventLoop;
  }

  @Override
  public UnsignedTransactions.Unsigned unsigned(byte[] encoded) {
    readOnEventLoop |= Context.isOnEventLoopThread();
    if (encoded[0] != 2) {
      throw new IllegalArgumentException("it is no transaction of this chain");
    }
    byte[] digest = new byte[32];
    java.util.Arrays.fill(digest, (byte) 7);
    return new UnsignedTransactions.Unsigned(
        digest, "to nobody with nonce 0", read.contract(), read.function(), read.value());
  }

  /** What it reads in transactions to sign from now on. */
  public void read(KeyUse is) {
    read = is;
  }

  @Override
  public synchronized long nextNonce(String account) {
    if (away) {
      throw new LedgerException.Unreachable("No node of the network answers.");
    }
    long nonce = next.getOrDefault(account.toLowerCase(), 0L);
    Map<Long, Taken> waiting = queued.getOrDefault(account.toLowerCase(), Map.of());
    while (stalled && waiting.containsKey(nonce)) {
      nonce++;
    }
    return nonce;
  }

  @Override
  public synchronized long minedNonce(String account) {
    return next.getOrDefault(account.toLowerCase(), 0L);
  }

  /** The price stands behind the data. */
  @Override
  public Optional<Map<String, String>> dearer(Map<String, String> request) {
    Map<String, String> dearer = new HashMap<>(request);
    int price = Integer.decode(request.getOrDefault("gasPrice", "0")) + 1;
    dearer.put("gasPrice", "0x" + Integer.toHexString(price));
    return price > 100 ? Optional.empty() : Optional.of(dearer);
  }

  /** Takes what comes, and puts nothing into blocks that costs less than that. */
  public synchronized void stall(boolean is) {
    stalled = is;
  }

  /** Takes a raw transaction and returns its hash, or refuses with a node's words. */
  public synchronized String take(String raw) {
    String[] parts = text(raw).split("\\|");
    long nonce = Long.parseLong(parts[1]);
    long expected = next.getOrDefault(parts[0], 0L);
    String hash = TransactionHash.of(raw);
    if (taken.stream().anyMatch(t -> t.hash().equals(hash))) {
      throw new IllegalStateException("already known");
    }
    if (nonce < expected) {
      throw new IllegalStateException("nonce too low");
    }
    if (parts[2].equals("0xf00d")) {
      throw new IllegalStateException("insufficient funds for gas * price + value");
    }
    Map<Long, Taken> waiting = queued.computeIfAbsent(parts[0], account -> new HashMap<>());
    Taken other = waiting.get(nonce);
    if (other != null && other.hash().equals(hash)) {
      throw new IllegalStateException("already known");
    }
    if (other != null && price(parts[2]) <= price(other.data())) {
      throw new IllegalStateException("replacement transaction underpriced");
    }
    waiting.put(nonce, new Taken(parts[0], nonce, parts[2], hash));
    mine(parts[0]);
    return hash;
  }

  private static int price(String data) {
    int at = data.indexOf('@');
    return at < 0 ? 0 : Integer.parseInt(data.substring(at + 1));
  }

  private void mine(String account) {
    Map<Long, Taken> waiting = queued.getOrDefault(account, Map.of());
    for (Taken due = waiting.get(minedNonce(account));
        due != null && (!stalled || price(due.data()) > 1);
        due = waiting.get(minedNonce(account))) {
      waiting.remove(due.nonce());
      next.put(account, due.nonce() + 1);
      taken.add(due);
    }
  }

  /** Somebody else uses the account's next nonce. */
  public synchronized void takenByAnother(String account) {
    long nonce = nextNonce(account);
    next.put(account, nonce + 1);
    taken.add(new Taken(account, nonce, "another", "0x" + nonce));
  }

  /** In a block or in the pool. */
  public synchronized boolean has(String hash) {
    return taken.stream().anyMatch(t -> t.hash().equals(hash)) || waits(hash);
  }

  private boolean waits(String hash) {
    return queued.values().stream()
        .flatMap(account -> account.values().stream())
        .anyMatch(t -> t.hash().equals(hash));
  }

  /** Forgets what waits, as nodes that were restarted do. */
  public synchronized void forget() {
    queued.clear();
  }

  /** No block takes what waits until then. */
  private CompletableFuture<Receipt> unmined = new CompletableFuture<>();

  /** Whoever waits for a block of a stalled chain gives up. */
  public synchronized void giveUp() {
    unmined.completeExceptionally(new LedgerException.Unreachable("not within 30 s"));
    unmined = new CompletableFuture<>();
  }

  public synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  public synchronized void away(boolean is) {
    away = is;
  }

  static String text(String raw) {
    return new String(HexFormat.of().parseHex(raw.substring(2)), StandardCharsets.UTF_8);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Map<String, String> request(Call call) {
    if (call.function().equals("nonsense")) {
      throw new IllegalArgumentException("function must be a signature");
    }
    return Map.of(
        "from",
        call.signatory().account(),
        "to",
        call.contract(),
        "data",
        "0x" + hex(call.function() + call.args()));
  }

  @Override
  public Submission sent(String transaction) {
    return new Submission(
        transaction,
        () ->
            waiting(transaction)
                ? unmined
                : CompletableFuture.completedFuture(
                    new Receipt(
                        transaction,
                        7,
                        LedgerTransaction.Status.COMMITTED,
                        "SUCCESS",
                        Content.NONE)));
  }

  private synchronized boolean waiting(String hash) {
    return stalled && taken.stream().noneMatch(t -> t.hash().equals(hash));
  }

  @Override
  public Content evaluate(Call call) {
    return Content.text(call.function() + " by " + call.by().map(Signatory::account).orElse("-"));
  }

  @Override
  public Submission submit(Call call) {
    throw new UnsupportedOperationException("the gateway numbers the transactions");
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    return Optional.empty();
  }

  @Override
  public synchronized Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    return taken.stream()
        .filter(t -> t.hash().equals(id))
        .findFirst()
        .map(
            t ->
                new LedgerTransaction(
                    id,
                    OptionalLong.of(7),
                    LedgerTransaction.Status.COMMITTED,
                    "SUCCESS",
                    Optional.empty(),
                    t.from(),
                    "",
                    "",
                    List.of(),
                    Content.NONE));
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    throw new UnsupportedOperationException("it has none");
  }

  @Override
  public void close() {}
}
