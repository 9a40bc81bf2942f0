package io.ridgeway.framework.fiscobcos.conformance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What doubles were told of their members, rules, accounts and contracts by calls to the contracts
 * that nodes have built in; they tell each other, so that all of a chain say the same. Nobody's
 * entitlement is looked at, but for a contract's status, which its administrator alone may set.
 *
 * <p>A call's arguments are read as the ABI has them, by code of this class alone.
 */
final class Rulings {
  private static final String CONTRACTS = "0x0000000000000000000000000000000000001005";
  private static final String COMMITTEE = "0x0000000000000000000000000000000000010001";
  private static final String ACCOUNTS = "0x0000000000000000000000000000000000010003";
  private static final int NOT_ENTITLED = -50_000;
  private static final int ABOLISHED = 2;

  private static final List<String> FUNCTIONS =
      List.of(
          "createSetConsensusWeightProposal(string,uint32,bool,uint256)",
          "createRmNodeProposal(string,uint256)",
          "createSetSysConfigProposal(string,string,uint256)",
          "createResetAdminProposal(address,address,uint256)",
          "setAccountStatus(address,uint8)",
          "setContractStatus(address,uint8)",
          "getAccountStatus(address)",
          "getAdmin(address)",
          "contractAvailable(address)");

  private final Set<String> born;
  private final String rulesAtBirth;
  private final String governor;
  private final Map<String, String> functions = new HashMap<>();

  /** By number and hash, so that all have them in one order. */
  private final TreeMap<String, String> told = new TreeMap<>();

  /**
   * None yet.
   *
   * @param born the sealers of the genesis
   * @param governor its account, {@code 0x…}
   * @param hash the suite's
   */
  Rulings(Set<String> born, String rules, String governor, UnaryOperator<byte[]> hash) {
    this.born = Set.copyOf(born);
    this.rulesAtBirth = rules;
    this.governor = governor;
    for (String function : FUNCTIONS) {
      byte[] digest = hash.apply(function.getBytes(StandardCharsets.UTF_8));
      functions.put(
          HexFormat.of().formatHex(digest, 0, 4), function.substring(0, function.indexOf('(')));
    }
  }

  /** All that was done to the chain so far. */
  private static final class State {
    private final Set<String> sealers;
    private final Set<String> added = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final Map<String, Integer> before = new HashMap<>();
    private final Map<String, String> administrators = new HashMap<>();
    private String rules;
    private long newest;

    State(Set<String> sealers, String rules) {
      this.sealers = new HashSet<>(sealers);
      this.rules = rules;
    }
  }

  /** Notes a transaction; gives the number that its contract answers with. */
  synchronized int take(long number, String hash, String to, String input, String deployed) {
    State state = state();
    boolean code = to.isEmpty();
    if (!code && function(to, input).isEmpty()) {
      return 0;
    }
    if (function(to, input).equals("setContractStatus")
        && !governor.equals(state.administrators.get(address(input, 0)))) {
      return NOT_ENTITLED;
    }
    told.put("%020d %s".formatted(number, hash), code ? "deployed/" + deployed : to + "/" + input);
    return 0;
  }

  private String function(String to, String input) {
    return List.of(CONTRACTS, COMMITTEE, ACCOUNTS).contains(to) && input.length() >= 10
        ? functions.getOrDefault(input.substring(2, 10), "")
        : "";
  }

  private State state() {
    State state = new State(born, rulesAtBirth);
    told.forEach((when, what) -> apply(state, when, what.split("/", 2)));
    return state;
  }

  private void apply(State state, String when, String[] what) {
    String input = what[1];
    if (what[0].equals("deployed")) {
      state.administrators.put(input, "0x" + "d0".repeat(20));
      return;
    }
    switch (function(what[0], input)) {
      case "createSetConsensusWeightProposal" -> {
        String node = text(input, 0);
        state.removed.remove(node);
        state.added.add(node);
        if (word(input, 1).signum() > 0) {
          state.sealers.add(node);
        } else {
          state.sealers.remove(node);
        }
      }
      case "createRmNodeProposal" -> {
        String node = text(input, 0);
        state.removed.add(node);
        state.added.remove(node);
        state.sealers.remove(node);
      }
      case "createSetSysConfigProposal" -> {
        if (text(input, 0).equals("compatibility_version")) {
          state.rules = text(input, 1);
        }
      }
      case "createResetAdminProposal" ->
          state.administrators.put(address(input, 1), address(input, 0));
      case "setAccountStatus", "setContractStatus" -> {
        String subject = address(input, 0);
        int old = state.statuses.getOrDefault(subject, 0);
        state.before.put(subject, old);
        state.statuses.put(subject, old == ABOLISHED ? old : word(input, 1).intValue());
        state.newest = Math.max(state.newest, Long.parseLong(when.substring(0, 20)));
      }
      default -> throw new IllegalStateException("no ruling: " + input);
    }
  }

  /** What a question is answered with, a word in hex; an account's status as nodes tell it. */
  synchronized String answer(String to, String input, long height) {
    State state = state();
    String subject = input.length() < 74 ? "" : address(input, 0);
    return switch (function(to, input)) {
      case "getAccountStatus" ->
          number((height > state.newest ? state.statuses : state.before).getOrDefault(subject, 0));
      case "getAdmin" ->
          hex(new BigInteger(state.administrators.getOrDefault(subject, "0x0").substring(2), 16));
      case "contractAvailable" -> number(state.statuses.getOrDefault(subject, 0) == 0 ? 1 : 0);
      default -> "0x";
    };
  }

  /** A signed number as a word. */
  static String number(int number) {
    BigInteger value = BigInteger.valueOf(number);
    return hex(number < 0 ? value.add(BigInteger.ONE.shiftLeft(256)) : value);
  }

  private static String hex(BigInteger word) {
    return "0x%064x".formatted(word);
  }

  synchronized Set<String> sealers() {
    return Set.copyOf(state().sealers);
  }

  /** All that are there and don't seal, but for those that were taken off the list. */
  synchronized Set<String> observers(Set<String> present) {
    State state = state();
    Set<String> observers = new HashSet<>(present);
    observers.addAll(state.added);
    observers.removeAll(state.sealers);
    observers.removeAll(state.removed);
    return observers;
  }

  synchronized String rules() {
    return state().rules;
  }

  synchronized boolean isContract(String address) {
    return state().administrators.containsKey(address);
  }

  /** In one word, for others and for the disk. */
  synchronized String told() {
    StringBuilder all = new StringBuilder("rulings");
    told.forEach(
        (when, what) -> all.append(',').append(when.replace(' ', '/')).append('/').append(what));
    return all.toString();
  }

  /** Takes in what others were told. */
  synchronized void hear(String word) {
    String[] all = word.strip().split(",");
    for (int i = 1; i < all.length; i++) {
      String[] parts = all[i].split("/", 3);
      told.putIfAbsent(parts[0] + " " + parts[1], parts[2]);
    }
  }

  private static BigInteger word(String input, int at) {
    int from = 10 + 64 * at;
    return new BigInteger(input.substring(from, from + 64), 16);
  }

  private static String address(String input, int at) {
    return "0x%040x".formatted(word(input, at));
  }

  private static String text(String input, int at) {
    int from = 10 + 2 * word(input, at).intValueExact();
    int length = new BigInteger(input.substring(from, from + 64), 16).intValueExact();
    return new String(
        HexFormat.of().parseHex(input, from + 64, from + 64 + 2 * length), StandardCharsets.UTF_8);
  }
}
