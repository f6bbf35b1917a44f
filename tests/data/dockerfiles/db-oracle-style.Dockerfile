FROM oraclelinux:8-slim AS base
ENV ORACLE_HOME=/opt/oracle/home \
    INSTALL_FILE="db.zip" \
    RUN_FILE="runOracle.sh" \
    CHECK="check.sh"
ENV PATH=$ORACLE_HOME/bin:/usr/sbin:$PATH
COPY --chown=oracle:dba $RUN_FILE $CHECK $ORACLE_HOME/
RUN chmod ug+x $ORACLE_HOME/*.sh && sync
HEALTHCHECK --interval=1m --start-period=5m CMD "$ORACLE_HOME/$CHECK" >/dev/null || exit 1
CMD exec $ORACLE_HOME/$RUN_FILE
