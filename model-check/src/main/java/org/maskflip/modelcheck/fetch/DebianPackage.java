package org.maskflip.modelcheck.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A Debian binary package: an ar archive whose member {@code data.tar…} has the files. Source: deb(5). */
public final class DebianPackage {
    private static final long LARGEST_FILE = 256L << 20;

    private final Path file;

    public DebianPackage(Path file) {
        this.file = file;
    }

    /**
     * The regular files whose names are wanted.
     *
     * @param wanted asked for a name as in {@code boot/vmlinuz-6.1.0-50-s390x}
     * @throws FetchException if this is no package, or a damaged one
     */
    public Map<String, byte[]> files(Predicate<String> wanted) throws IOException, FetchException {
        try (ArArchiveInputStream members =
                new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
                if (member.getName().startsWith("data.tar")) {
                    return files(decompressed(members, member.getName()), wanted);
                }
            }
        } catch (FetchException e) {
            throw e;
        } catch (IOException e) {
            throw new FetchException(file + ": damaged, or no Debian package: " + e.getMessage() + "; get it again", e);
        }
        throw new FetchException(file + ": no member data.tar; expected a Debian package (.deb)");
    }

    private InputStream decompressed(InputStream member, String name) throws IOException, FetchException {
        return switch (name) {
            case "data.tar" -> member;
            case "data.tar.gz" -> new GZIPInputStream(member);
            case "data.tar.xz" -> new XZCompressorInputStream(member);
            default ->
                throw new FetchException(file + ": member " + name + "; expected data.tar.xz; unpack it by hand"
                        + " (dpkg-deb -x) and give the kernel with --kernel");
        };
    }

    private Map<String, byte[]> files(InputStream data, Predicate<String> wanted) throws IOException, FetchException {
        Map<String, byte[]> found = new TreeMap<>();
        TarArchiveInputStream entries = new TarArchiveInputStream(data);
        for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            String name = entry.getName().replaceFirst("^\\./", "");
            if (entry.isFile() && wanted.test(name)) {
                if (entry.getSize() > LARGEST_FILE) {
                    throw new FetchException(
                            file + ": " + name + " of " + entry.getSize() + " bytes; expected at most " + LARGEST_FILE);
                }
                found.put(name, entries.readNBytes((int) entry.getSize()));
            }
        }
        return found;
    }
}
