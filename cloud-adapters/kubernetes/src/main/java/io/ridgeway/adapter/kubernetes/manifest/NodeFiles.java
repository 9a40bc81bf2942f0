package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a node finds its files, volumes and secrets, and its texts with those paths filled in.
 *
 * @param prefix what the names of its objects begin with
 * @param bind the address that it listens on
 */
record NodeFiles(Workload workload, String prefix, String bind) {
  static final String VOLUMES = "/ridgeway/volumes/";
  static final String FILES = "/ridgeway/files";
  static final String SECRETS = "/ridgeway/secrets";

  /** A pod has an address of its own, so it may listen on all that it has. */
  private static final String BIND = "0.0.0.0";

  /** The containers of a pod share its loopback. */
  private static final String BESIDE = "127.0.0.1";

  static NodeFiles of(Workload workload) {
    return new NodeFiles(workload, workload.name().value(), BIND);
  }

  /** Those of a sidecar of it. */
  static NodeFiles of(Workload owner, Sidecar sidecar) {
    return new NodeFiles(sidecar.asWorkload(owner), owner.name() + "." + sidecar.name(), BESIDE);
  }

  String fill(String text) {
    return Symbols.fill(text, this::value);
  }

  List<String> fill(List<String> arguments) {
    return arguments.stream().map(this::fill).toList();
  }

  /** The configuration files by name, filled. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    workload.files().forEach(file -> texts.put(file.name(), fill(file.text())));
    return texts;
  }

  /** The same by the keys of a config map, which can't name a folder. */
  Map<String, String> keyed(Map<String, String> texts) {
    Map<String, String> keyed = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          if (keyed.put(key(name), text) != null) {
            throw new Undeclared(
                "Two configuration files of "
                    + workload.name()
                    + " can't be told apart as "
                    + key(name)
                    + ": rename one.");
          }
        });
    return keyed;
  }

  /**
   * Where each key goes, if any file is in a folder or may be run; otherwise each goes under its
   * own name.
   */
  List<KeyToPath> items() {
    List<ConfigFile> files =
        workload.files().stream().sorted(Comparator.comparing(ConfigFile::name)).toList();
    return files.stream().noneMatch(file -> file.name().contains("/") || file.executable())
        ? List.of()
        : files.stream().map(NodeFiles::item).toList();
  }

  private static KeyToPath item(ConfigFile file) {
    KeyToPathBuilder item = new KeyToPathBuilder().withKey(key(file.name())).withPath(file.name());
    return (file.executable() ? item.withMode(Hardening.RUNNABLE_BY_GROUP) : item).build();
  }

  private static String key(String name) {
    return name.replace("/", "..");
  }

  /** The config map's name, which is another one for any other content. */
  Optional<String> configMapName() {
    return workload.files().isEmpty()
        ? Optional.empty()
        : Optional.of(prefix + ".files." + Names.hash(texts().toString()));
  }

  /** The secret's name, which is another one for other keys; it tells nothing of their values. */
  Optional<String> secretName() {
    return workload.secrets().isEmpty()
        ? Optional.empty()
        : Optional.of(
            prefix
                + ".secrets."
                + Names.hash(
                    workload.secrets().stream().map(this::told).collect(Collectors.joining("\n"))));
  }

  /** All of a secret file but its value. */
  private String told(SecretFile file) {
    return file.text().isEmpty()
        ? file.toString()
        : file + "\n" + file.shown(SecretFile.VALUE, this::fill);
  }

  String claimName(Volume volume) {
    return prefix + "." + Names.label(volume.name());
  }

  static String claimName(NodeName owner, Volume volume) {
    return owner + "." + Names.label(volume.name());
  }

  private String value(String symbol) {
    int dot = symbol.indexOf('.');
    String kind = dot < 0 ? symbol : symbol.substring(0, dot);
    String name = symbol.substring(dot + 1);
    return switch (kind) {
      case "bind" -> bind;
      case "beside" -> BESIDE;
      case "files" -> FILES;
      case "secrets" -> SECRETS;
      case "volume" ->
          VOLUMES + declared(symbol, name, workload.volumes().stream().map(Volume::name).toList());
      case "file" ->
          FILES
              + "/"
              + declared(symbol, name, workload.files().stream().map(ConfigFile::name).toList());
      case "secret" ->
          SECRETS
              + "/"
              + declared(symbol, name, workload.secrets().stream().map(SecretFile::name).toList());
      default -> throw undeclared(symbol);
    };
  }

  private String declared(String symbol, String name, List<String> names) {
    if (!names.contains(name)) {
      throw undeclared(symbol);
    }
    return name;
  }

  private Undeclared undeclared(String symbol) {
    return new Undeclared(
        workload.name()
            + " uses {{"
            + symbol
            + "}}, which it doesn't declare: correct the framework pack.");
  }
}
