import java.io.BufferedInputStream;
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
 * Sends rounds of calls over kept-alive connections for some seconds, and prints what came of it as JSON.
 *
 * <pre>java Load.java HOST:PORT SECONDS WORKERS TOKEN PLAN</pre>
 *
 * PLAN has a call a line: method, path, body (or -), optionally a name and a pattern whose first group the calls after
 * it may use as {name}. {w} is the worker's number, {n} that of its round, from 1, {p} is 1 and 2 in turn, {k} jumps about
 * from 1 to 10,000.
 */
class Load {
  record Call(String method, String path, String body, String name, Pattern pattern) {}

  record Result(long rounds, long failed, List<Long> nanos, String lastFailure) {}

  public static void main(String[] arguments) throws Exception {
    String[] server = arguments[0].split(":");
    long nanos = (long) (Double.parseDouble(arguments[1]) * 1e9);
    int workers = Integer.parseInt(arguments[2]);
    List<Call> plan = Files.readAllLines(Path.of(arguments[4])).stream().map(Load::parse).toList();
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

  private static Call parse(String line) {
    String[] part = line.split("\t");
    return new Call(
        part[0], part[1], part[2].equals("-") ? "" : part[2],
        part.length > 3 ? part[3] : null, part.length > 3 ? Pattern.compile(part[4]) : null);
  }

  private final String host;
  private final int port;
  private final String token;
  private Socket socket;
  private OutputStream out;
  private InputStream in;

  Load(String host, int port, String token) {
    this.host = host;
    this.port = port;
    this.token = token;
  }

  private Result rounds(List<Call> plan, int worker, long end) throws IOException {
    long done = 0;
    long failed = 0;
    String why = "";
    List<Long> times = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    names.put("w", String.valueOf(worker));
    for (long n = 1; System.nanoTime() < end; n++) {
      names.put("n", String.valueOf(n));
      names.put("p", String.valueOf(1 + n % 2));
      names.put("k", String.valueOf(1 + (worker * 1237L + n * 7919L) % 10_000));
      long start = System.nanoTime();
      boolean good = true;
      for (Call call : plan) {
        String failure = send(call, names);
        if (failure != null) {
          good = false;
          why = failure;
        }
      }
      times.add(System.nanoTime() - start);
      if (good) done++;
      else failed++;
    }
    return new Result(done, failed, times, why);
  }

  /** Null when the answer was below 400. */
  private String send(Call call, Map<String, String> names) throws IOException {
    if (socket == null) {
      socket = new Socket(host, port);
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }
    byte[] body = fill(call.body(), names).getBytes(StandardCharsets.UTF_8);
    String head =
        call.method() + " " + fill(call.path(), names) + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n"
            + (token.equals("-") ? "" : "Authorization: Bearer " + token + "\r\n")
            + (body.length == 0 ? "" : "Content-Type: application/json\r\n")
            + (call.method().equals("GET") ? "" : "Content-Length: " + body.length + "\r\n")
            + "\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    out.write(all);
    out.flush();
    String status = line();
    int length = 0;
    boolean chunked = false;
    boolean close = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase();
      if (lower.startsWith("content-length:")) length = Integer.parseInt(lower.substring(15).strip());
      if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) chunked = true;
      if (lower.startsWith("connection:") && lower.contains("close")) close = true;
    }
    String answer = chunked ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (close) {
      socket.close();
      socket = null;
    }
    if (call.pattern() != null) {
      Matcher found = call.pattern().matcher(answer);
      if (found.find()) names.put(call.name(), found.group(1));
    }
    return Integer.parseInt(status.split(" ")[1]) < 400 ? null : status + " " + answer;
  }

  private String chunks() throws IOException {
    StringBuilder all = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line().split(";")[0].strip(), 16);
      all.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      line();
      if (size == 0) return all.toString();
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new IOException("the server hung up");
      if (c != '\r') text.append((char) c);
    }
    return text.toString();
  }

  private static String fill(String template, Map<String, String> names) {
    String filled = template;
    for (var name : names.entrySet()) filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    return filled;
  }
}
