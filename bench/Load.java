import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends rounds of calls over kept-alive connections for some seconds, and prints what came of it as JSON. It looks at no
 * more of an answer than it has to, as it runs on the cores of the server that it measures.
 *
 * <pre>java Load.java HOST:PORT SECONDS WORKERS TOKEN PLAN</pre>
 *
 * PLAN has a call a line: method, path, body (or -), optionally a name and a pattern whose first group the calls after
 * it may use as {name}. {w} is the worker's number, {n} that of its round, from 1, {p} is 1 and 2 in turn, {k} jumps about
 * from 1 to 10,000.
 */
class Load {
  record Call(String method, Template path, Template body, String name, Pattern pattern) {}

  record Answer(int status, String body) {}

  record Result(long rounds, long failed, List<Long> nanos, String lastFailure) {}

  public static void main(String[] arguments) throws Exception {
    String[] server = arguments[0].split(":");
    long nanos = (long) (Double.parseDouble(arguments[1]) * 1e9);
    int workers = Integer.parseInt(arguments[2]);
    List<Call> plan = Files.readAllLines(Path.of(arguments[4])).stream().map(Load::call).toList();
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Future<Result>> running = new ArrayList<>();
    long start = System.nanoTime();
    for (int w = 1; w <= workers; w++) {
      int worker = w;
      running.add(
          pool.submit(
              () ->
                  new Load(server[0], Integer.parseInt(server[1]), arguments[3])
                      .rounds(plan, worker, start + nanos)));
    }
    long rounds = 0;
    long failed = 0;
    String why = "";
    List<Long> times = new ArrayList<>();
    for (Future<Result> one : running) {
      rounds += one.get().rounds();
      failed += one.get().failed();
      times.addAll(one.get().nanos());
      why += one.get().lastFailure();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    times.sort(null);
    System.out.printf(
        "{\"rounds\":%d,\"failed\":%d,\"perSecond\":%.2f,\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f,\"why\":\"%s\"}%n",
        rounds, failed, rounds / seconds, at(times, .5), at(times, .95), at(times, .99),
        why.replaceAll("[^ -!#-\\[\\]-~]", "'"));
  }

  private static double at(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1e6;
  }

  private static Call call(String line) {
    String[] part = line.split("\t");
    return new Call(
        part[0], new Template(part[1]), new Template(part[2].equals("-") ? "" : part[2]),
        part.length > 3 ? part[3] : null, part.length > 3 ? Pattern.compile(part[4]) : null);
  }

  /** Text with {names}. */
  static final class Template {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    Template(String text) {
      Matcher name = NAME.matcher(text);
      int from = 0;
      while (name.find()) {
        texts.add(text.substring(from, name.start()));
        names.add(name.group(1));
        from = name.end();
      }
      texts.add(text.substring(from));
    }

    String fill(Map<String, String> values) {
      if (names.isEmpty()) return texts.get(0);
      StringBuilder filled = new StringBuilder();
      for (int i = 0; i < names.size(); i++)
        filled.append(texts.get(i)).append(values.getOrDefault(names.get(i), "{" + names.get(i) + "}"));
      return filled.append(texts.get(names.size())).toString();
    }
  }

  private final String host;
  private final int port;
  private final String headers;
  private final byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private Socket socket;
  private OutputStream out;
  private InputStream in;

  Load(String host, int port, String token) {
    this.host = host;
    this.port = port;
    this.headers =
        " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n"
            + (token.equals("-") ? "" : "Authorization: Bearer " + token + "\r\n");
  }

  private Result rounds(List<Call> plan, int worker, long until) throws IOException {
    long done = 0;
    long failed = 0;
    String why = "";
    List<Long> times = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    names.put("w", String.valueOf(worker));
    for (long n = 1; System.nanoTime() < until; n++) {
      names.put("n", String.valueOf(n));
      names.put("p", String.valueOf(1 + n % 2));
      names.put("k", String.valueOf(1 + (worker * 1237L + n * 7919L) % 10_000));
      long begun = System.nanoTime();
      boolean good = true;
      for (Call call : plan) {
        Answer answer = send(call, names);
        if (answer.status() >= 400) {
          good = false;
          why = answer.status() + " " + answer.body();
        } else if (call.pattern() != null) {
          Matcher found = call.pattern().matcher(answer.body());
          if (found.find()) names.put(call.name(), found.group(1));
        }
      }
      times.add(System.nanoTime() - begun);
      if (good) done++;
      else failed++;
    }
    return new Result(done, failed, times, why);
  }

  private Answer send(Call call, Map<String, String> names) throws IOException {
    if (socket == null) {
      socket = new Socket(host, port);
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in = socket.getInputStream();
      start = end = 0;
    }
    String body = call.body().fill(names);
    StringBuilder request =
        new StringBuilder(512).append(call.method()).append(' ').append(call.path().fill(names)).append(headers);
    if (!body.isEmpty()) request.append("Content-Type: application/json\r\n");
    if (!call.method().equals("GET"))
      request.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    out.write(request.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8));

    int status = number(line(), "HTTP/1.1 ", 10);
    int length = 0;
    boolean chunked = false;
    boolean close = false;
    for (int at = line(); buffer[at] != '\r'; at = line()) {
      if (is(at, "content-length: ")) length = number(at, "content-length: ", 10);
      else if (is(at, "transfer-encoding: chunked")) chunked = true;
      else if (is(at, "connection: close")) close = true;
    }
    boolean read = status >= 400 || call.pattern() != null;
    String answer = chunked ? chunks() : read ? text(length) : skip(length);
    if (close) {
      socket.close();
      socket = null;
    }
    return new Answer(status, answer);
  }

  private String chunks() throws IOException {
    StringBuilder all = new StringBuilder();
    while (true) {
      int size = number(line(), "", 16);
      all.append(text(size));
      line();
      if (size == 0) return all.toString();
    }
  }

  private String text(int length) throws IOException {
    byte[] all = new byte[length];
    for (int at = 0; at < length; ) {
      if (start == end) more();
      int some = Math.min(length - at, end - start);
      System.arraycopy(buffer, start, all, at, some);
      start += some;
      at += some;
    }
    return new String(all, StandardCharsets.UTF_8);
  }

  private String skip(int length) throws IOException {
    for (int left = length; left > 0; ) {
      if (start == end) more();
      int some = Math.min(left, end - start);
      start += some;
      left -= some;
    }
    return "";
  }

  /** Where in the buffer the next line begins; it ends with CR and LF. */
  private int line() throws IOException {
    for (int at = start; ; at++) {
      if (at == end) {
        int seen = at - start;
        more();
        at = start + seen;
      }
      if (buffer[at] == '\n') {
        int from = start;
        start = at + 1;
        return from;
      }
    }
  }

  private void more() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) throw new IOException("the server hung up");
    end += count;
  }

  private boolean is(int at, String lower) {
    for (int i = 0; i < lower.length(); i++)
      if (Character.toLowerCase(buffer[at + i]) != lower.charAt(i)) return false;
    return true;
  }

  /** The number after that text. */
  private int number(int at, String before, int radix) {
    int number = 0;
    for (int i = at + before.length(), digit; (digit = Character.digit(buffer[i], radix)) >= 0; i++)
      number = number * radix + digit;
    return number;
  }
}
