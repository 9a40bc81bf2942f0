package io.ridgeway.framework.fiscobcos;

import static io.ridgeway.framework.fiscobcos.Cryptography.GUOMI;
import static io.ridgeway.framework.fiscobcos.Cryptography.STANDARD;

import com.sun.management.OperatingSystemMXBean;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.NetworkPlan;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/**
 * How quickly chains are rendered, keys and certificates made with them. Started by {@code
 * benchmarks/fisco-render/run} on one core. What counts is the process's CPU time, compiler and
 * collector included: on one idle core that is the time that passes, and others' work doesn't blur
 * it.
 */
final class RenderBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration MOST = Duration.ofSeconds(2);
  private static final int LEAST_PER_MINUTE = 100;
  private static final int CHAINS = 50;

  private RenderBenchmark() {}

  public static void main(String[] arguments) {
    say("the first Guomi chain of 7 nodes in a process: %s s", seconds(render(7, GUOMI)));
    Duration seven = render(7, GUOMI);
    say("the next: %s s", seconds(seven));
    long guomi = perMinute(GUOMI);
    say("Guomi chains of 4 nodes: %d a minute", guomi);
    long standard = perMinute(STANDARD);
    say("standard chains of 4 nodes, each with 6 RSA keys: %d a minute", standard);
    long least = Math.min(guomi, standard);
    boolean holds = seven.compareTo(MOST) <= 0 && least >= LEAST_PER_MINUTE;
    say(
        "fisco-render: %s s for 7 Guomi nodes and %d chains/min of 4 nodes, goal at most %d s and"
            + " at least %d chains/min, %s",
        seconds(seven), least, MOST.toSeconds(), LEAST_PER_MINUTE, holds ? "holds" : "short");
    if (!holds) {
      System.exit(1);
    }
  }

  private static long perMinute(Cryptography cryptography) {
    Duration all = Duration.ZERO;
    for (int i = 0; i < CHAINS; i++) {
      all = all.plus(render(4, cryptography));
    }
    return CHAINS * Duration.ofMinutes(1).toMillis() / Math.max(1, all.toMillis());
  }

  /** The CPU time of one chain, from its spec to its deployments. */
  private static Duration render(int sealers, Cryptography cryptography) {
    long begin = SYSTEM.getProcessCpuTime();
    Scenario scenario =
        Scenario.local("3.16", sealers, 0, Map.of("cryptography", cryptography.parameter()));
    NetworkPlan plan = PACK.plan(scenario.spec());
    Identities identities = TestIdentities.make(plan.identities(), RANDOM).identities();
    int workloads = scenario.render(PACK, identities).get(0).workloads().size();
    if (workloads != sealers) {
      throw new IllegalStateException("rendered " + workloads + " nodes of " + sealers);
    }
    return Duration.ofNanos(SYSTEM.getProcessCpuTime() - begin);
  }

  private static String seconds(Duration duration) {
    return "%d.%02d".formatted(duration.toSeconds(), duration.toMillisPart() / 10);
  }

  private static void say(String form, Object... values) {
    System.out.println(form.formatted(values));
  }
}
