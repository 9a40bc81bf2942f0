package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What the kit needs of an adapter's author: an empty city node for one test, ways to open adapters
 * on it, a sample program, and eyes that don't look through the adapter.
 */
public interface TestCityNode extends AutoCloseable {
  /**
   * JUnit's name for the room that workloads take. Tests may run side by side, if their author lets
   * them; the law that measures the room then waits for the others to end. A test beside the kit on
   * the same machines takes it for reading.
   */
  String ROOM = "io.ridgeway.adapter.conformance.room";

  CityNodeId id();

  /** Opens an adapter on this city node; any that was opened before has been closed. */
  CloudAdapter open();

  /**
   * The same, but the adapter doesn't declare {@code UDP}. An adapter that always has it makes it a
   * setting, as some sites of every provider have no UDP.
   */
  CloudAdapter openWithoutUdp();

  /** A program that the city node can run. */
  Software software();

  /**
   * Arguments with which {@link #software} listens on all of {@code ports} until it is stopped, and
   * writes a line at its start.
   */
  List<String> argumentsToListen(List<Port> ports);

  /** Arguments with which {@link #software} ends at once, with failure. */
  List<String> argumentsToFail();

  /**
   * Arguments with which {@link #software}, as a task, appends {@code line} to {@code file}, writes
   * it to its output too, and ends as it is told. Asked only where {@code TASKS} is declared.
   *
   * @param file holds a symbol
   */
  default List<String> argumentsToNote(String line, String file, Ending ending) {
    throw new UnsupportedOperationException("a city node that runs tasks says how");
  }

  /** How a task ends. */
  enum Ending {
    SUCCESS,
    /** With 0, after three seconds or a little less. */
    SUCCESS_LATER,
    /** With 3. */
    FAILURE,
    /** Not before it is stopped. */
    NEVER
  }

  /**
   * The lines of a file in a volume of a running workload; none if there is no such file. Asked
   * only where {@code TASKS} or {@code FILES} is declared.
   */
  default List<String> lines(NetworkId network, NodeName node, String volume, String file) {
    throw new UnsupportedOperationException("a city node that runs tasks says how");
  }

  /**
   * Makes a symbolic link in a volume of a running workload, as its program could. Asked only where
   * {@code FILES} is declared.
   *
   * @return whether there is such a thing here
   */
  default boolean link(NetworkId network, NodeName node, String volume, String name, String to) {
    return false;
  }

  /** Makes a running workload die as a crash would, behind the adapter's back. */
  void kill(NetworkId network, NodeName node);

  /** The same of a sidecar of it. Asked only where {@code SIDECARS} is declared. */
  default void kill(NetworkId network, NodeName node, String sidecar) {
    throw new UnsupportedOperationException("a city node that runs sidecars says how");
  }

  /** Whether something listens there. By default a TCP connection is tried. */
  default boolean answers(HostPort address) {
    return Tcp.connects(address);
  }

  /**
   * What is found at the city node of the network, one line for each thing, but for its fence:
   * processes, directories, objects, reservations. Empty after a removal.
   */
  List<String> traces(NetworkId network);

  /**
   * What others on the city node can see of its workloads: arguments and environment of processes,
   * manifests. The kit searches it for secrets.
   */
  List<String> visibleTexts();

  /** The clock that the adapter goes by. */
  default Clock clock() {
    return Clock.systemUTC();
  }

  /** Lets time pass: by default it really does. */
  default void pass(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while time passed", e);
    }
  }

  /** Takes the city node down with all that is on it; its adapters have been closed. */
  @Override
  void close();
}
