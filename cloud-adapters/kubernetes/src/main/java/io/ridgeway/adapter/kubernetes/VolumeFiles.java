package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of nodes' volumes, by a shell in the node's own container: it may no more than the
 * node's own program. So nothing else mounts the volume, and no other image is needed.
 */
final class VolumeFiles {
  /** What {@code files.sh} ends with. */
  private static final int NOT_THERE = 3;

  private static final int IN_THE_WAY = 4;
  private static final int OF_ANOTHER_LENGTH = 5;
  private static final int NO_ROOM = 6;

  private static final int LONGEST_COMPLAINT = 500;
  private static final Pattern LISTED = Pattern.compile("([0-9]{1,18}) \\./(.+)");
  private static final String SCRIPT = script();

  /** How it ended, and what it wrote. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(int code, byte[] output, String complaint) {}

  private final Cluster cluster;
  private final Connection to;
  private final NetworkId network;
  private final Deadline deadline;

  VolumeFiles(Cluster cluster, Connection to, NetworkId network, Deadline deadline) {
    this.cluster = cluster;
    this.to = to;
    this.network = network;
    this.deadline = deadline;
  }

  /** Those beneath a directory, by their paths. */
  List<VolumeFile> beneath(VolumePath directory) {
    Answer answer = run(pod(directory), directory, "list", new byte[0]);
    if (answer.code == NOT_THERE || answer.code == IN_THE_WAY) {
      return List.of();
    }
    require(answer, directory + " can't be listed");
    List<VolumeFile> found = new ArrayList<>();
    for (String line : new String(answer.output, StandardCharsets.UTF_8).split("\n", -1)) {
      Matcher listed = LISTED.matcher(line);
      if (listed.matches()) {
        found.add(new VolumeFile(listed.group(2), Long.parseLong(listed.group(1))));
      }
    }
    found.sort(Comparator.comparing(VolumeFile::path));
    return List.copyOf(found);
  }

  byte[] read(VolumePath file, long offset, int most) {
    Answer answer =
        run(pod(file), file, "read", new byte[0], Long.toString(offset), Integer.toString(most));
    require(answer, file + " can't be read");
    return answer.output;
  }

  /** Writes a part, and says where the node's program finds the file. */
  String write(VolumePath file, long offset, byte[] content) {
    Pod pod = pod(file);
    Answer answer =
        run(
            pod,
            file,
            "write",
            content,
            Long.toString(offset),
            Integer.toString(content.length),
            Long.toString(holds(pod, file)));
    if (answer.code == NO_ROOM) {
      throw new AdapterException.NoRoom(file + " is too large for its volume");
    }
    if (answer.code == OF_ANOTHER_LENGTH) {
      throw new AdapterException.Unreachable(
          file + " is not " + offset + " bytes long; begin it anew");
    }
    require(answer, file + " can't be written");
    return root(file) + "/" + file.path();
  }

  void discard(VolumePath directory) {
    Answer answer = run(pod(directory), directory, "discard", new byte[0]);
    if (answer.code != NOT_THERE && answer.code != IN_THE_WAY) {
      require(answer, directory + " can't be removed");
    }
  }

  /** How many bytes the claim asks for; as many as there may be where it isn't seen. */
  private long holds(Pod pod, VolumePath path) {
    String mounted =
        node(pod).stream()
            .flatMap(c -> c.getVolumeMounts().stream())
            .filter(m -> m.getMountPath().equals(root(path)))
            .map(VolumeMount::getName)
            .findFirst()
            .orElse("");
    return pod.getSpec().getVolumes().stream()
        .filter(v -> v.getName().equals(mounted) && v.getPersistentVolumeClaim() != null)
        .map(v -> v.getPersistentVolumeClaim().getClaimName())
        .flatMap(
            claim ->
                to
                    .sights()
                    .find(new Key(Kind.CLAIM, pod.getMetadata().getNamespace(), claim))
                    .stream())
        .mapToLong(claim -> Claims.of(claim).wants())
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static String root(VolumePath path) {
    return Manifests.directory(path.volume());
  }

  private static Optional<Container> node(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> c.getName().equals(Manifests.CONTAINER))
        .findFirst();
  }

  private Pod pod(VolumePath path) {
    Pod pod =
        Optional.ofNullable(NodeSight.all(to.sights(), network).get(path.node()))
            .filter(NodeSight::runs)
            .flatMap(NodeSight::pod)
            // What is watched of a pod leaves out what it was made of.
            .flatMap(seen -> to.api().get(seen.key().path(), deadline))
            .map(found -> cluster.json().unmarshal(found.toString(), Pod.class))
            .orElseThrow(
                () ->
                    new AdapterException.Unreachable(
                        "files of " + path.node() + " can be had only while it runs"));
    boolean has =
        node(pod).stream()
            .flatMap(c -> c.getVolumeMounts().stream())
            .anyMatch(m -> m.getMountPath().equals(root(path)));
    if (!has) {
      throw new AdapterException.Unreachable(path.node() + " has no volume " + path.volume());
    }
    return pod;
  }

  private Answer run(Pod pod, VolumePath path, String operation, byte[] input, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", SCRIPT, "files.sh", operation, root(path), path.path()));
    command.addAll(List.of(more));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream complaint = new ByteArrayOutputStream();
    try (ExecWatch exec =
        to.client()
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(Manifests.CONTAINER)
            .readingInput(new ByteArrayInputStream(input))
            .writingOutput(output)
            .writingError(complaint)
            .exec(command.toArray(String[]::new))) {
      int code = exec.exitCode().get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(code, output.toByteArray(), complaint.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdapterException.Unreachable("interrupted while a volume was worked on", e);
    } catch (TimeoutException e) {
      throw new AdapterException.Unreachable(
          path.node() + " didn't hand its files over in time; ask again", e);
    } catch (ExecutionException e) {
      throw unreachable(path, Objects.requireNonNullElse(e.getCause(), e));
    } catch (KubernetesClientException e) {
      throw unreachable(path, e);
    }
  }

  private static AdapterException unreachable(VolumePath path, Throwable cause) {
    boolean forbidden = cause instanceof KubernetesClientException e && e.getCode() == 403;
    return new AdapterException.Unreachable(
        forbidden
            ? "files of "
                + path.node()
                + " can't be had: Ridgeway's account in the cluster needs the verbs 'create' and"
                + " 'get' on 'pods/exec'; grant them (the operator's guide has the role)"
            : "files of " + path.node() + " can't be had: no shell could be started in its pod",
        cause);
  }

  private static void require(Answer answer, String what) {
    if (answer.code == 0) {
      return;
    }
    String why =
        switch (answer.code) {
          case NOT_THERE -> "there is no such file";
          case IN_THE_WAY -> "a link, or what is no file, stands in the way";
          default -> "its pod says (" + answer.code + ") " + cut(answer.complaint);
        };
    throw new AdapterException.Unreachable(what + ": " + why);
  }

  private static String cut(String complaint) {
    String line = complaint.strip().replaceAll("\\s+", " ");
    return line.isEmpty()
        ? "nothing; its image needs sh, du, find, head, mkdir, rm, stat, sync and tail"
        : line.substring(0, Math.min(line.length(), LONGEST_COMPLAINT));
  }

  private static String script() {
    try (InputStream file = VolumeFiles.class.getResourceAsStream("files.sh")) {
      return new String(
          Objects.requireNonNull(file, "files.sh").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
