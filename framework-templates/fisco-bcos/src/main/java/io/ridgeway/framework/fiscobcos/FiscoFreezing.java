package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Freezing by the contracts that every node has built in. An account is frozen by the chain's
 * governor; a contract by its administrator, which the governor is made first, and which it is
 * given back to once it goes on.
 *
 * <p>A node tells an account's status as it was before its newest block ({@code
 * AccountPrecompiled::getAccountStatus} goes by the last status within the block of the change, and
 * a call goes by the newest block), so what is known of that block is heeded.
 *
 * @param nonces gives another text of digits at each call
 */
record FiscoFreezing(Supplier<String> nonces) implements Freezing {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern OUTPUT = Pattern.compile("0x[0-9a-fA-F]{64,}");

  /** Below it are the contracts that nodes have built in, and the committee's. */
  private static final BigInteger BUILT_IN = BigInteger.ONE.shiftLeft(20);

  /** Few, so that a transaction that was lost doesn't come long after others of its kind. */
  private static final long BLOCKS = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  @Override
  public Optional<String> obstacle(BirthRecord birth) {
    return Chain.of(birth).governance().authCheck()
        ? Optional.empty()
        : Optional.of(Governance.UNCHECKED);
  }

  @Override
  public Optional<String> wrong(BirthRecord birth, Subject subject) {
    String address = subject.address();
    if (!ADDRESS.matcher(address).matches()) {
      return Optional.of("An address is 0x and 40 hex digits.");
    }
    if (new BigInteger(address.substring(2), 16).compareTo(BUILT_IN) < 0) {
      return Optional.of(
          "That address is the chain's own: what nodes have built in can't be frozen.");
    }
    if (subject.kind() == Kind.ACCOUNT
        && canonical(address).equals(canonical(birth.get("governor")))) {
      return Optional.of("That is the chain's governor, which would be without a say then.");
    }
    return Optional.empty();
  }

  @Override
  public String canonical(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  @Override
  public Standing look(
      LedgerEndpoints nodes,
      Administrators administrators,
      Subject subject,
      Optional<Known> known) {
    Chain chain = Chain.of(nodes.birth());
    return look(
        new GovernedChain(chain, doors(nodes, chain, administrators)),
        canonical(nodes.birth().get("governor")),
        subject,
        known);
  }

  /** The same of a chain that is asked in some other way. */
  static Standing look(
      GovernedChain chain, String governor, Subject subject, Optional<Known> known) {
    boolean code = chain.hasCode(subject.address());
    if (subject.kind() == Kind.ACCOUNT) {
      if (code) {
        return missing("There is a contract at " + subject.address() + ", and no account.");
      }
      Optional<Known> newest = known.filter(k -> k.block() >= chain.height());
      boolean frozen =
          newest.map(Known::frozen).orElseGet(() -> chain.isAccountFrozen(subject.address()));
      return new Standing(Optional.empty(), frozen, Optional.empty(), true, newest.isPresent());
    }
    if (!code) {
      return missing("There is no contract at " + subject.address() + " on this chain.");
    }
    Optional<String> administrator = chain.administrator(subject.address());
    return new Standing(
        Optional.empty(),
        !chain.isContractAvailable(subject.address(), administrator),
        administrator,
        administrator.filter(governor::equals).isPresent(),
        true);
  }

  private static Standing missing(String why) {
    return new Standing(Optional.of(why), false, Optional.empty(), false, true);
  }

  @Override
  public void send(
      LedgerEndpoints nodes,
      Administrators administrators,
      Order order,
      Standing standing,
      Consumer<Begun> sending) {
    Chain chain = Chain.of(nodes.birth());
    send(
        new GovernedChain(chain, doors(nodes, chain, administrators)),
        new Governing(chain, administrators, nonces),
        next(chain.governance(), canonical(nodes.birth().get("governor")), order, standing),
        sending);
  }

  /** What comes next of an order that isn't carried out. */
  static Step next(Governance governance, String governor, Order order, Standing standing) {
    String address = order.subject().address();
    boolean turns = standing.frozen() != order.frozen();
    if (order.subject().kind() == Kind.ACCOUNT) {
      return new Step(
          "account " + address + (order.frozen() ? " is frozen" : " is let go"),
          governance.account(address, order.frozen()));
    }
    if (!standing.governed() && (turns || order.frozen())) {
      return new Step(
          "the governor is made administrator of contract " + address,
          governance.administrator(governor, address));
    }
    return turns
        ? new Step(
            "contract " + address + (order.frozen() ? " is frozen" : " is let go"),
            governance.contract(address, order.frozen()))
        : new Step(
            "contract " + address + " is given back to its administrator",
            governance.administrator(order.administrator().orElseThrow(), address));
  }

  /** One call, and what it does. */
  record Step(String what, Governance.Act act) {}

  /** The same to a chain that is asked in some other way. */
  static void send(GovernedChain chain, Governing governor, Step step, Consumer<Begun> sending) {
    Governing.Signed signed = governor.sign(chain.height() + BLOCKS, step.what(), step.act());
    sending.accept(new Begun(signed.name(), step.what()));
    try {
      governor.send(chain.door(), signed);
    } catch (LedgerException.Unreachable e) {
      throw new LedgerException.Unknown(
          signed.name(), "It is not known whether the chain took it.");
    }
  }

  @Override
  public Optional<Outcome> find(
      LedgerEndpoints nodes, Administrators administrators, String transaction) {
    Chain chain = Chain.of(nodes.birth());
    return new GovernedChain(chain, doors(nodes, chain, administrators))
        .receipt(transaction)
        .map(FiscoFreezing::outcome);
  }

  /** The two contracts answer with a number of their own within a receipt that says all is well. */
  static Outcome outcome(JsonNode receipt) {
    String to = receipt.path("to").asText();
    long block = receipt.path("blockNumber").asLong();
    int status = receipt.path("status").asInt(-1);
    if (status != 0) {
      return new Outcome(block, false, status + " " + receipt.path("message").asText("refused"));
    }
    String output = receipt.path("output").asText();
    boolean tells = isAt(to, Governance.ACCOUNTS) || isAt(to, Governance.CONTRACTS);
    if (!tells || !OUTPUT.matcher(output).matches()) {
      return new Outcome(block, true, "0");
    }
    int code = new BigInteger(HexFormat.of().parseHex(output, 2, 66)).intValue();
    return new Outcome(block, code == 0, said(code));
  }

  private static boolean isAt(String to, String contract) {
    return to.endsWith(contract.substring(2));
  }

  /** The numbers of the nodes' {@code PrecompiledCodec}. */
  private static String said(int code) {
    return switch (code) {
      case 0 -> "0";
      case -50_000 -> code + " the governor isn't entitled to that";
      case -50_100 -> code + " the chain keeps no permissions of that address";
      case -51_900 -> code + " that address is a contract's";
      default -> code + " refused";
    };
  }

  private static List<NodeDoor> doors(
      LedgerEndpoints nodes, Chain chain, Administrators administrators) {
    return NodeDoor.all(nodes, chain, administrators, PATIENCE);
  }
}
