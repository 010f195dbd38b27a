#!/usr/bin/env bash
# Lettuce 7.5.2: ClientResources that are copied, to change one setting, share executor and timer with the original. To shut the copy down ends
# both for the original, too, whose clients then cannot connect any more; not to shut it down is complained of by a WARN, "was not shut down
# properly", when the copy is collected. So who wants the threads of an application with pauses of his own has to write a ClientResources that
# hands everything on. Needs Maven and JDK 17 or later.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <dependencies>
        <dependency>
            <groupId>io.lettuce</groupId>
            <artifactId>lettuce-core</artifactId>
            <version>7.5.2.RELEASE</version>
        </dependency>
    </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib
cat >Copy.java <<'JAVA'
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

class Copy {

    public static void main(String[] arguments) throws Exception {
        ClientResources original = DefaultClientResources.create();
        ClientResources copy = original.mutate()
                .reconnectDelay(Delay.constant(Duration.ofMillis(10)))
                .build();
        System.out.println("before: " + original.eventExecutorGroup().isShuttingDown());
        copy.shutdown(0, 0, TimeUnit.SECONDS).get();
        System.out.println("behind: " + original.eventExecutorGroup().isShuttingDown());
        System.exit(0);
    }
}
JAVA
java -cp 'lib/*' Copy.java 2>/dev/null | tee seen
printf 'before: false\nbehind: true\n' | diff - seen
echo "As it was seen: the copy has ended the executor of the original"
