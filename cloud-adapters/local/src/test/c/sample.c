// The program that the integration tests run as a node: small, so that many start quickly.
//
//   sample serve HOST PORT[/udp]...    listens and never answers
//   sample stubborn HOST PORT...       the same, but is deaf to SIGTERM
//   sample family HOST PORT...         the same, with a child that sleeps
//   sample chatter MIB HOST PORT...    writes so many MiB, then listens
//   sample fail                        ends with status 3
//   sample append FILE WORD            appends a line to a file and ends
//   sample note FILE WORD ENDING       appends a line to a file, writes it, and ends as it is told: SUCCESS,
//                                      SUCCESS_LATER, FAILURE, NEVER
//   sample secret FILE HOST PORT...    ends with status 4 if the file isn't 64 characters, else listens
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listening(const char *host, int port, int type) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
  int one = 1;
  int s = socket(AF_INET, type, 0);
  if (inet_pton(AF_INET, host, &at.sin_addr) != 1) exit(5);
  if (type == SOCK_STREAM) setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(s, (struct sockaddr *)&at, sizeof at) != 0) {
    perror("bind");
    exit(6);
  }
  if (type == SOCK_STREAM && listen(s, 16) != 0) exit(7);
  return s;
}

static int serve(int count, char **words) {
  struct pollfd all[16];
  int streams = 0;
  for (int i = 1; i < count; i++) {
    all[streams].fd = listening(words[0], atoi(words[i]), SOCK_STREAM);
    all[streams++].events = POLLIN;
    if (strstr(words[i], "/udp")) listening(words[0], atoi(words[i]), SOCK_DGRAM);
  }
  printf("listening on %s\n", words[0]);
  fflush(stdout);
  for (;;) {
    poll(all, streams, -1);
    for (int i = 0; i < streams; i++) {
      if (all[i].revents) close(accept(all[i].fd, NULL, NULL));
    }
  }
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  if (!strcmp(what, "serve")) return serve(argc - 2, argv + 2);
  if (!strcmp(what, "stubborn")) {
    signal(SIGTERM, SIG_IGN);
    return serve(argc - 2, argv + 2);
  }
  if (!strcmp(what, "family")) {
    if (fork() == 0) {
      sleep(600);
      return 0;
    }
    return serve(argc - 2, argv + 2);
  }
  if (!strcmp(what, "chatter")) {
    long lines = atol(argv[2]) * 1024 * 1024 / 64;
    for (long i = 1; i <= lines; i++) printf("line %010ld %047d\n", i, 0);
    fflush(stdout);
    return serve(argc - 3, argv + 3);
  }
  if (!strcmp(what, "append")) {
    FILE *out = fopen(argv[2], "a");
    if (!out) return 8;
    fprintf(out, "%s\n", argv[3]);
    return fclose(out);
  }
  if (!strcmp(what, "note")) {
    // Whoever sees the line in the file may kill us at once.
    printf("%s\n", argv[3]);
    fflush(stdout);
    FILE *out = fopen(argv[2], "a");
    if (!out) return 8;
    fprintf(out, "%s\n", argv[3]);
    fclose(out);
    if (!strcmp(argv[4], "SUCCESS_LATER")) sleep(2);
    if (!strcmp(argv[4], "NEVER")) sleep(600);
    return strcmp(argv[4], "FAILURE") ? 0 : 3;
  }
  if (!strcmp(what, "secret")) {
    char key[80] = "";
    FILE *in = fopen(argv[2], "r");
    if (!in || !fgets(key, sizeof key, in) || strlen(key) != 64) return 4;
    return serve(argc - 3, argv + 3);
  }
  return 3;
}
