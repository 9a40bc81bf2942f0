package io.ridgeway.adapter.local;

import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The files and secrets of one workload in one version, in a directory named by the digest. The
 * directory appears whole: what is half-written has another name, and is never used.
 */
final class Configuration {
  private static final String DRAFT = "draft.";
  private static final long BLOCK = 4_096;

  private Configuration() {}

  /** Disk space that the files take at most, in bytes. */
  static long size(Filling filling) {
    Workload workload = filling.workload();
    long files =
        workload.files().stream()
            .mapToLong(f -> filling.fill(f.text()).getBytes(StandardCharsets.UTF_8).length + BLOCK)
            .sum();
    long code = workload.code().map(c -> c.bytes() + BLOCK).orElse(0L);
    return files + code + (workload.secrets().size() + workload.volumes().size() + 8) * BLOCK;
  }

  /** Whether all of it is there. */
  static boolean exists(Filling filling) {
    return Files.exists(filling.directory().configuration(filling.digest()));
  }

  /** Writes what isn't there yet. Secrets are asked for only then. */
  static void write(Filling filling, NodeSecrets secrets) throws IOException {
    NodeDirectory directory = filling.directory();
    for (Volume volume : filling.workload().volumes()) {
      Disk.makeDirectory(filling.volume(volume.name()));
    }
    Disk.makeDirectory(directory.work());
    if (exists(filling)) {
      return;
    }
    Path whole = directory.configuration(filling.digest());
    Path draft = directory.configurations().resolve(DRAFT + RandomName.of(8));
    try {
      Disk.makeDirectory(draft);
      for (ConfigFile file : filling.workload().files()) {
        byte[] text = filling.fill(file.text()).getBytes(StandardCharsets.UTF_8);
        Path path = draft.resolve(file.name());
        Disk.makeDirectory(Disk.parent(path));
        if (file.executable()) {
          Disk.createExecutable(path, text);
        } else {
          Disk.create(path, text);
        }
        for (Path at = Disk.parent(path); !at.equals(draft); at = Disk.parent(at)) {
          Disk.sync(at);
        }
      }
      if (filling.workload().code().isPresent()) {
        Disk.create(draft.resolve(TenantJars.FILE), secrets.code(filling.workload().code().get()));
      }
      for (SecretFile secret : filling.workload().secrets()) {
        write(draft, secret, filling, secrets);
      }
      Disk.sync(draft);
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(directory.configurations());
      Disk.sync(directory.path());
      Disk.sync(Disk.parent(directory.path()));
    } finally {
      Disk.deleteTree(draft);
    }
  }

  private static void write(Path draft, SecretFile secret, Filling filling, NodeSecrets secrets)
      throws IOException {
    byte[] scalar = secrets.open(secret.key());
    byte[] value = secret.format().encode(scalar);
    byte[] content = secret.content(value, filling::fill);
    try {
      Disk.create(draft.resolve(secret.name()), content);
    } finally {
      Arrays.fill(scalar, (byte) 0);
      Arrays.fill(value, (byte) 0);
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Deletes every version but one, drafts included. */
  static void keepOnly(NodeDirectory directory, String digest) throws IOException {
    if (!Files.exists(directory.configurations())) {
      return;
    }
    Path kept = directory.configuration(digest);
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(directory.configurations())) {
      for (Path version : versions) {
        if (!version.equals(kept)) {
          Disk.deleteTree(version);
        }
      }
    }
  }
}
