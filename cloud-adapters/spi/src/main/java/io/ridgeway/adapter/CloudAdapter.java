package io.ridgeway.adapter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one city node to the deployment it is given, and reports what it finds there.
 *
 * <p>The laws, each one test of {@code CloudAdapterContract}:
 *
 * <ul>
 *   <li>{@link #reserve} is idempotent: the same node and ports get the same addresses, also from a
 *       new adapter on the same city node; no two nodes share an address and port.
 *   <li>{@link #apply} is idempotent: the same deployment applied again changes nothing and
 *       restarts nothing.
 *   <li>{@link #observe} shows of a workload the {@link #digest} that it had when it was applied;
 *       another one now means that it must be applied again.
 *   <li>A workload that a deployment leaves ({@link Deployment#left}) goes on as it was applied
 *       before, and is observed so, whatever is declared of it now; one that isn't there is made.
 *   <li>What a later deployment of the network no longer declares is stopped and removed, its
 *       volumes included.
 *   <li>A deployment that needs an undeclared {@link Capability} or unknown software is refused
 *       whole: nothing of it is made.
 *   <li>A write ({@link #reserve}, {@link #apply}, {@link #remove}) carrying an older token than
 *       the network's highest here is refused.
 *   <li>{@link #remove} is idempotent and leaves nothing of the network, reservations included; but
 *       the fence stays.
 *   <li>What was applied goes on, and is found again, when the adapter is closed or dies and
 *       another is opened.
 *   <li>What somebody else changed or deleted of a workload shows as another digest, or as its
 *       absence, until the next {@link #apply} puts it right.
 *   <li>A workload that dies is started again with back-off, and {@link #observe} shows it.
 *   <li>No secret value appears in a result, a log line, an exception message, a process's
 *       arguments or its environment.
 *   <li>Networks do not see each other here: an operation on one changes nothing of another.
 * </ul>
 *
 * <p>The laws of tasks, for an adapter that declares {@link Capability#TASKS}:
 *
 * <ul>
 *   <li>{@link #apply} takes up each task that isn't there yet, and disturbs no workload by it. The
 *       program is run at least once; and once {@link #observe} has shown that it succeeded, never
 *       again while the task is declared, whatever else is applied, and though adapter or
 *       application die. An attempt whose end nobody saw may be made again: a task bears that.
 *   <li>A task shares the volumes of its node. What it writes there is there for the node, which
 *       runs meanwhile or stands still.
 *   <li>An attempt that ends with something else than 0 is followed by another after a while, until
 *       there have been as many as the task may have. Then it has failed, and is shown with its
 *       last exit code and the end of its output.
 *   <li>A task that has not succeeded by its deadline is ended, and has failed.
 *   <li>What has ended is shown so until it is no longer declared. A task of which anything is
 *       another is another run, and takes the place of the one before.
 *   <li>A task that is no longer declared is stopped and forgotten; so is every task by {@link
 *       #remove}. Who declares it later has it run anew.
 *   <li>An {@link #apply} with an older token takes up nothing.
 *   <li>What runs goes on when the adapter is closed or dies, and its end is found by the next one.
 *   <li>An adapter that doesn't declare {@link Capability#TASKS} refuses a deployment with a task
 *       whole.
 * </ul>
 *
 * <p>The laws of files, for an adapter that declares {@link Capability#FILES}:
 *
 * <ul>
 *   <li>What {@link #write} wrote, {@link #files} lists, {@link #read} reads back, and the node's
 *       program finds where {@link #write} says. It stays over another {@link #apply} and another
 *       adapter.
 *   <li>Nothing beyond the node's volume is read or written: a symbolic link that the node's
 *       program made is neither followed nor listed.
 *   <li>{@link #discard} is idempotent; so is asking for files of a directory that isn't there.
 *   <li>{@link #write} and {@link #discard} with an older token than the network's highest here are
 *       refused, and write nothing.
 *   <li>An adapter that doesn't declare {@link Capability#FILES} refuses all four.
 * </ul>
 *
 * <p>The laws of standstill, for an adapter that declares {@link Capability#STANDSTILL}:
 *
 * <ul>
 *   <li>A workload that a deployment has stopped ({@link Deployment#stopped}) is ended, and then
 *       observed as {@code STOPPED}, with the digest of the workload; until then as something else.
 *       One that isn't there yet is made, and not started.
 *   <li>It keeps its addresses, volumes, files and secrets, and nobody starts it: neither
 *       supervision, nor another adapter that is opened, nor one that was ended while it stopped
 *       it.
 *   <li>No workload beside it is disturbed.
 *   <li>A deployment that no longer has it stopped starts it on the volumes that it had, with what
 *       is declared of it then.
 *   <li>An adapter that doesn't declare {@link Capability#STANDSTILL} refuses a deployment that has
 *       something stopped whole.
 * </ul>
 *
 * <p>The laws of sidecars, for an adapter that declares {@link Capability#SIDECARS}:
 *
 * <ul>
 *   <li>A sidecar runs while its workload does, and is stopped and removed with it, its volumes
 *       included. It is no node: {@link #observe} shows the workload, {@code RUNNING} only while
 *       all of it is.
 *   <li>The two reach each other at {@code {{beside}}}, an address of loopback; {@link #tunnel} and
 *       addresses lead to no sidecar.
 *   <li>A sidecar that dies is started again with back-off, counts among the workload's restarts,
 *       and isn't orphaned by that.
 *   <li>Its files, secrets and volumes are its own, though names are the same as its workload's.
 *   <li>An adapter that doesn't declare {@link Capability#SIDECARS} refuses a deployment with a
 *       sidecar whole.
 * </ul>
 *
 * <p>Calls of one network come one at a time; calls of different networks may come at once. A call
 * may block for seconds, not minutes: what takes longer goes on by itself and is seen by {@link
 * #observe}.
 */
public interface CloudAdapter extends AutoCloseable {

  /** What it can do beyond the laws. */
  Set<Capability> capabilities();

  /** The software that this city node can run, resolved and verified as far as that is cheap. */
  Set<Software> software();

  /**
   * What an operator should see to before nodes are placed here, one sentence each: a permission
   * that is missing, a storage class that isn't there. Empty if all is well. It writes nothing.
   */
  default List<String> check() {
    return List.of();
  }

  /** What the city node has, and has left. */
  Capacity capacity();

  /**
   * Settles where the ports of a node will be reached.
   *
   * @return the addresses, or {@link Reservation.Pending} where the provider needs time: ask again
   * @throws AdapterException.Undeclared for a port that can't be reached as its exposure wants
   */
  Reservation reserve(NetworkId network, NodeName node, List<Port> ports, Fence fence);

  /**
   * The same for a node that will run a tenant's own code ({@link
   * io.ridgeway.model.deploy.ForeignCode}): an adapter that keeps such code apart from the
   * network's other nodes settles its addresses there. A node whose addresses are settled already
   * keeps them.
   */
  default Reservation reserveApart(
      NetworkId network, NodeName node, List<Port> ports, Fence fence) {
    return reserve(network, node, ports, fence);
  }

  /**
   * Makes the city node's part of a network what {@code deployment} says; returns when it is
   * written, not when it runs.
   *
   * @param secrets asked for the content of the deployment's secret files, only for what must be
   *     written
   * @throws AdapterException as the laws say, with what to do
   */
  void apply(Deployment deployment, Fence fence, NodeSecrets secrets);

  /**
   * What {@link #observe} shows of the workload once it is applied by this city node's settings as
   * they are now: 64 lower-case hexadecimal digits. Where a setting changes what is made of a
   * workload, such as the image that stands for its software, it must change the digest too, or
   * what runs already would never hear of it. It asks the city node nothing.
   *
   * @throws AdapterException if the workload could not be applied by these settings
   */
  default String digest(NetworkId network, Workload workload) {
    return WorkloadDigest.of(workload);
  }

  /**
   * What is here of the network, now. Never throws for what merely isn't well: that is in the
   * answer.
   */
  Observation observe(NetworkId network);

  /**
   * What {@link #apply} would write, in its order, for people and for tools that keep manifests.
   * Writes nothing.
   *
   * @throws AdapterException.Undeclared without {@link Capability#MANIFESTS}
   */
  default List<Manifest> manifests(Deployment deployment) {
    throw new AdapterException.Undeclared(
        "The adapter of city node " + deployment.cityNode() + " has no manifests to show.");
  }

  /**
   * Stops and removes all of the network here. It may return while that goes on: then {@link
   * #observe} shows workloads until nothing is left.
   */
  void remove(NetworkId network, Fence fence);

  /** What the network uses here now, per workload. */
  List<Usage> usage(NetworkId network);

  /**
   * The end of a workload's output.
   *
   * @param lines how many lines at most, 1 to 5,000
   * @throws AdapterException.Undeclared without {@link Capability#LOGS}
   */
  List<String> logs(NetworkId network, NodeName node, int lines);

  /**
   * Where Ridgeway's drivers reach a port of any exposure but {@code NONE}, for as long as the
   * tunnel is open. The gateway never uses it.
   */
  Optional<HostPort> tunnel(NetworkId network, NodeName node, String port);

  /** How many bytes {@link #read} and {@link #write} move at most: 4 MiB. */
  int MOST_BYTES = 1 << 22;

  /**
   * The files beneath a directory of a volume, by their paths; none if there is no such directory.
   *
   * @throws AdapterException.Undeclared without {@link Capability#FILES}
   */
  default List<VolumeFile> files(NetworkId network, VolumePath directory) {
    throw noFiles(directory);
  }

  /**
   * A part of a file: as many bytes as were asked for, fewer at its end, none after it.
   *
   * @param most 1 to {@link #MOST_BYTES}
   * @throws AdapterException.Unreachable if it can't be read, or there is no such file
   * @throws AdapterException.Undeclared without {@link Capability#FILES}
   */
  default byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    throw noFiles(file);
  }

  /**
   * Writes a part of a file, durably; directories that are missing are made.
   *
   * @param offset 0 begins the file anew; anything else must be how long it is
   * @param content at most {@link #MOST_BYTES}
   * @return where the node's program finds the file
   * @throws AdapterException.NoRoom if the volume wouldn't hold it
   * @throws AdapterException.Unreachable if it isn't as long as {@code offset} says: begin anew
   * @throws AdapterException.Undeclared without {@link Capability#FILES}
   */
  default String write(
      NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    throw noFiles(file);
  }

  /**
   * Removes a directory of a volume with all that is in it.
   *
   * @throws AdapterException.Undeclared without {@link Capability#FILES}
   */
  default void discard(NetworkId network, VolumePath directory, Fence fence) {
    throw noFiles(directory);
  }

  private static AdapterException.Undeclared noFiles(VolumePath path) {
    return new AdapterException.Undeclared(
        "The adapter of the city node of " + path.node() + " hands no files of volumes over.");
  }

  /** Lets go of threads and connections. What runs at the city node goes on. */
  @Override
  void close();
}
