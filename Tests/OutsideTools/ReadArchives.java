import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Reads the archives whose paths come in on standard input, by their directory and from the front. */
class ReadArchives {
    public static void main(String[] arguments) throws Exception {
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in));
        for (String path; (path = paths.readLine()) != null; ) {
            System.out.println("== " + path);
            List<String> lines;
            try {
                lines = byDirectory(path);
                if (!lines.equals(fromTheFront(path))) lines = List.of("differs from the front");
            } catch (Exception problem) {
                lines = List.of(problem.toString());
            }
            lines.forEach(System.out::println);
        }
    }

    private static List<String> byDirectory(String path) throws Exception {
        List<String> lines = new ArrayList<>();
        try (ZipFile archive = new ZipFile(path)) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                lines.add(line(entry, archive.getInputStream(entry)));
            }
        }
        return lines;
    }

    private static List<String> fromTheFront(String path) throws Exception {
        List<String> lines = new ArrayList<>();
        try (ZipInputStream archive = new ZipInputStream(new BufferedInputStream(new FileInputStream(path)))) {
            for (ZipEntry entry; (entry = archive.getNextEntry()) != null; ) lines.add(line(entry, archive));
        }
        return lines;
    }

    private static String line(ZipEntry entry, InputStream stream) throws Exception {
        byte[] bytes = stream.readAllBytes();
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return bytes.length + " " + digest + " " + entry.getName();
    }
}
