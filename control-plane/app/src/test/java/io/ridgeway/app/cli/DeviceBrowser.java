package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The browser in which a person confirms a device's sign-in (RFC 8628): follows Keycloak's pages,
 * fills the login form and grants what is asked.
 */
final class DeviceBrowser {
  private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]+)\"");
  private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
  private static final int MOST_PAGES = 8;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, String> cookies = new HashMap<>();

  /** Ends on Keycloak's page that says that the device is signed in. */
  void confirm(String address, String user, String password)
      throws IOException, InterruptedException {
    URI at = URI.create(address);
    HttpResponse<String> page = get(at);
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      if (page.statusCode() / 100 == 3) {
        at = at.resolve(page.headers().firstValue("Location").orElseThrow());
        page = get(at);
        continue;
      }
      Matcher form = FORM.matcher(page.body());
      if (!form.find()) {
        break;
      }
      Matcher action = ACTION.matcher(form.group());
      assertThat(action.find()).as("the form's action").isTrue();
      at = at.resolve(action.group(1).replace("&amp;", "&"));
      page = post(at, answers(form.group(), user, password));
    }
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Device Login Successful");
  }

  /** What a person would put into the form: hidden fields as they are, and Yes. */
  private static Map<String, String> answers(String form, String user, String password) {
    Map<String, String> answers = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(form);
    while (input.find()) {
      String name = attribute(input.group(), "name");
      switch (name) {
        case "", "cancel", "rememberMe" -> {}
        case "username" -> answers.put(name, user);
        case "password" -> answers.put(name, password);
        default -> answers.put(name, attribute(input.group(), "value"));
      }
    }
    if (form.contains("name=\"accept\"")) {
      answers.putIfAbsent("accept", "Yes");
    }
    return answers;
  }

  private static String attribute(String tag, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1).replace("&amp;", "&") : "";
  }

  private HttpResponse<String> get(URI at) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at).GET());
  }

  private HttpResponse<String> post(URI at, Map<String, String> fields)
      throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(at)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return answer;
  }
}
