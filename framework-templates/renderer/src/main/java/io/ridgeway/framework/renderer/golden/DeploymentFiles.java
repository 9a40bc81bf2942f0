package io.ridgeway.framework.renderer.golden;

import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deployments as the files of a golden case: {@code <city node>/<node>/workload.txt}, and each
 * configuration file beside it under its own name, as is the text around a secret. What is beside a
 * node is in a folder of its own, {@code with-<sidecar>}.
 */
public final class DeploymentFiles {
  private DeploymentFiles() {}

  /** Every file of the deployments, by relative path. */
  public static Map<String, String> of(List<Deployment> deployments) {
    Map<String, String> files = new TreeMap<>();
    for (Deployment deployment : deployments) {
      for (Workload workload : deployment.workloads()) {
        String folder = deployment.cityNode() + "/" + workload.name() + "/";
        put(files, folder, deployment, workload);
        for (Sidecar sidecar : workload.sidecars()) {
          String beside = folder + "with-" + sidecar.name() + "/";
          put(files, beside, deployment, sidecar.asWorkload(workload));
        }
      }
    }
    return files;
  }

  private static void put(
      Map<String, String> files, String folder, Deployment deployment, Workload workload) {
    put(files, folder + "workload.txt", text(deployment, workload));
    for (ConfigFile file : workload.files()) {
      put(files, folder + file.name(), file.text());
    }
    for (SecretFile secret : workload.secrets()) {
      secret.text().ifPresent(text -> put(files, folder + secret.name(), text));
    }
  }

  private static void put(Map<String, String> files, String path, String text) {
    if (files.put(path, text) != null) {
      throw new AssertionError("rendered twice: " + path);
    }
  }

  private static String text(Deployment deployment, Workload workload) {
    StringBuilder text = new StringBuilder();
    line(text, "network", deployment.network());
    line(text, "role", workload.role());
    line(text, "software", workload.software());
    workload.prepare().forEach(run -> line(text, "prepare", String.join(" ", run)));
    workload.arguments().forEach(argument -> line(text, "argument", argument));
    workload.environment().forEach((name, value) -> line(text, "environment", name + "=" + value));
    workload.files().forEach(file -> line(text, "file", file.name()));
    workload.secrets().forEach(secret -> line(text, "secret", alone(secret)));
    workload.volumes().forEach(volume -> line(text, "volume", volume));
    workload.ports().forEach(port -> line(text, "port", port));
    workload.probes().alive().ifPresent(probe -> line(text, "alive", probe));
    workload.probes().serves().ifPresent(probe -> line(text, "serves", probe));
    line(text, "resources", workload.resources());
    workload.consensusGroup().ifPresent(group -> line(text, "consensus group", group));
    return text.toString();
  }

  private static SecretFile alone(SecretFile secret) {
    return new SecretFile(secret.name(), secret.key(), secret.format());
  }

  private static void line(StringBuilder text, String what, Object value) {
    text.append(what).append(": ").append(value).append('\n');
  }
}
