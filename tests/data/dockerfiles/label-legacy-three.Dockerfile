FROM scratch
LABEL vendor Example Incorporated
LABEL single=1
