package io.ridgeway.adapter;

import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Task;

/**
 * A task as text, for its digest. Two tasks have the same text only if they are equal; and a task
 * has the same text in every version of Ridgeway, or an upgrade would run anew what has been run.
 * So what a record gets later stands here only where it isn't as it was before.
 */
final class TaskText {
  private final StringBuilder text = new StringBuilder();

  private TaskText() {}

  static String of(Task task) {
    return new TaskText().whole(task);
  }

  private String whole(Task task) {
    put("name", task.name());
    put("software", task.software().name());
    put("version", task.software().version());
    task.arguments().forEach(argument -> put("argument", argument));
    task.environment().forEach((name, value) -> put("variable", name).put("value", value));
    task.files().forEach(this::file);
    task.secrets().forEach(this::secret);
    task.node().ifPresent(node -> put("node", node.value()));
    put("cpuMillis", task.resources().cpuMillis());
    put("memoryMib", task.resources().memoryMib());
    put("storageGib", task.resources().storageGib());
    put("attempts", task.attempts());
    put("deadlineSeconds", task.deadline().toSeconds());
    return text.toString();
  }

  private void file(ConfigFile file) {
    put("file", file.name()).put("text", file.text());
    if (file.executable()) {
      put("executable", "true");
    }
  }

  private void secret(SecretFile secret) {
    put("secret", secret.name()).put("key", secret.key().value());
    put("format", secret.format().name());
    secret.text().ifPresent(text -> put("around", text));
  }

  private void put(String key, long value) {
    put(key, Long.toString(value));
  }

  /** With its length, so that no value can be taken for what follows it. */
  private TaskText put(String key, String value) {
    text.append(key).append(' ').append(value.length()).append(' ').append(value).append('\n');
    return this;
  }
}
