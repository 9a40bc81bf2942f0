package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door {@code /reader/v1/networks/{network}/…}, for the control plane alone: it reads ledgers
 * for the people of the network's tenant. Let in is who has a pass of {@link Readers}. Nothing here
 * counts as usage or against the network's limit; each network has a few turns of its own, so that
 * readers take nothing from applications. For one event loop.
 */
final class ReaderDoor implements Handler<HttpServerRequest> {
  static final String PREFIX = "/reader/v1/networks/";

  private static final Logger LOG = LoggerFactory.getLogger(ReaderDoor.class);
  private static final String PASS = "Ridgeway-Pass";
  private static final Set<String> LIST = Set.of("before", "limit");
  private static final int MOST_BLOCKS = 50;

  private final Vertx vertx;
  private final Networks networks;
  private final Signatories signatories;
  private final Readers readers;
  private final Desk entrance;
  private final Drain drain;

  /**
   * A door.
   *
   * @param entrance where passes are looked at, which may block
   */
  ReaderDoor(
      Vertx vertx,
      Networks networks,
      Signatories signatories,
      Readers readers,
      Desk entrance,
      Drain drain) {
    this.vertx = vertx;
    this.networks = networks;
    this.signatories = signatories;
    this.readers = readers;
    this.entrance = entrance;
    this.drain = drain;
  }

  /** Who reads what. */
  private record Reading(LiveNetwork network, String what, String name, Optional<Signatory> by) {
    LedgerClient ledger() {
      return network.ledger();
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    drain.pass(
        request,
        exchange -> Problem.closing().tell(exchange),
        exchange -> {
          try {
            enter(exchange);
          } catch (RuntimeException e) {
            problem(e).tell(exchange);
          }
        });
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    String[] path = request.path().substring(PREFIX.length()).split("/", -1);
    if (!request.method().name().equals("GET")) {
      exchange.header("Allow", "GET");
      throw new Refusal(ProblemType.METHOD_NOT_ALLOWED, "Here is only GET offered.");
    }
    boolean list = path.length == 2 && path[1].equals("blocks");
    boolean one = path.length == 3 && Set.of("blocks", "transactions").contains(path[1]);
    if (!list && !one) {
      throw new Refusal(ProblemType.NOT_FOUND, "There is nothing at this path.");
    }
    if (!networks.known()) {
      throw new Refusal(ProblemType.UNAVAILABLE, Refusals.NOT_LOADED.message());
    }
    NativeQuery query = NativeQuery.of(request, list ? LIST : Set.of());
    String pass = request.getHeader(PASS);
    LiveNetwork network = networks.find(path[0]);
    if (network == null || pass == null || pass.length() > Readers.LONGEST) {
      throw stranger();
    }
    Context context = vertx.getOrCreateContext();
    String name = list ? "" : path[2];
    if (!network.views().look()) {
      busy(exchange, context);
      return;
    }
    boolean taken =
        atDesk(
            exchange,
            context,
            entrance,
            () -> {
              String reader = admitted(network, pass);
              serving(network);
              Reading reading = reading(network, path[1], name, reader);
              atDesk(
                  exchange,
                  context,
                  network.views().desk(),
                  () -> {
                    Buffer answer = read(reading, query);
                    context.runOnContext(v -> exchange.answer(answer));
                  });
            });
    if (!taken) {
      network.views().seen();
    }
  }

  private String admitted(LiveNetwork network, String pass) {
    try {
      return readers
          .admitted(network.route().tenant(), network.id(), pass)
          .orElseThrow(ReaderDoor::stranger);
    } finally {
      network.views().seen();
    }
  }

  private static Refusal stranger() {
    return new Refusal(ProblemType.UNAUTHENTICATED, "This door is the control plane's.");
  }

  private static void serving(LiveNetwork network) {
    if (network.route().suspended()) {
      throw new Refusal(ProblemType.NETWORK_SUSPENDED, Refusals.SUSPENDED.message());
    }
    if (!network.route().serving()) {
      throw new Refusal(ProblemType.UNAVAILABLE, Refusals.NOT_READY.message());
    }
  }

  private Reading reading(LiveNetwork network, String what, String name, String reader) {
    Optional<Signatory> by =
        signatories.reading(network.route(), "explorer of " + reader, Optional.empty());
    return new Reading(network, what, name, by);
  }

  private boolean atDesk(Exchange exchange, Context context, Desk desk, Runnable work) {
    boolean taken =
        desk.take(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                Problem problem = problem(e);
                context.runOnContext(v -> problem.tell(exchange));
              }
            });
    if (!taken) {
      busy(exchange, context);
    }
    return taken;
  }

  private static void busy(Exchange exchange, Context context) {
    Problem busy =
        Problem.of(
            ProblemType.TOO_MANY_REQUESTS,
            "Too many look at this network's ledger just now. Try again in a moment.");
    context.runOnContext(v -> busy.tell(exchange));
  }

  private static Problem problem(RuntimeException failure) {
    return Problem.of(failure)
        .orElseGet(
            () -> {
              LOG.atError().setCause(failure).log("A ledger can't be read");
              return Problem.internal();
            });
  }

  private static Buffer read(Reading reading, NativeQuery query) {
    try {
      if (reading.name().isEmpty()) {
        return blocks(reading, query);
      } else if (reading.what().equals("blocks")) {
        return reading
            .ledger()
            .block(NativeQuery.block(reading.name()), reading.by())
            .map(NativeAnswers::block)
            .orElseThrow(() -> missing("block"));
      }
      return ReaderAnswers.transaction(reading.ledger(), reading.name(), reading.by())
          .orElseThrow(() -> missing("transaction"));
    } catch (IllegalArgumentException e) {
      if (reading.by().isEmpty() && asksNames(e)) {
        throw new Refusal(
            ProblemType.CONFLICT,
            "This ledger tells its members only, and the network has no managed key yet: make one"
                + " on the network's page, and the explorer asks with it.");
      }
      throw e;
    }
  }

  private static boolean asksNames(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).startsWith("key is missing");
  }

  private static Refusal missing(String what) {
    return new Refusal(ProblemType.NOT_FOUND, "The ledger has no such " + what + ".");
  }

  /** The newest first, down from the one that is asked for. */
  private static Buffer blocks(Reading reading, NativeQuery query) {
    LedgerBlock newest =
        reading
            .ledger()
            .block(OptionalLong.empty(), reading.by())
            .orElseThrow(() -> missing("block"));
    Views views = reading.network().views();
    views.learn(Views.Summary.of(newest));
    long from = Math.min(newest.number(), query.before().orElse(Long.MAX_VALUE) - 1);
    long limit = query.limit(MOST_BLOCKS);
    List<Views.Summary> found = new ArrayList<>();
    for (long number = from; number >= 0 && number > from - limit; number--) {
      summary(reading, views, number).ifPresent(found::add);
    }
    return ReaderAnswers.blocks(newest.number(), found);
  }

  private static Optional<Views.Summary> summary(Reading reading, Views views, long number) {
    Optional<Views.Summary> known = views.known(number);
    if (known.isPresent()) {
      return known;
    }
    Optional<Views.Summary> read =
        reading.ledger().block(OptionalLong.of(number), reading.by()).map(Views.Summary::of);
    read.ifPresent(views::learn);
    return read;
  }

  /** Whether the door is meant. */
  static boolean has(@Nullable String path) {
    return path != null && path.startsWith(PREFIX);
  }
}
