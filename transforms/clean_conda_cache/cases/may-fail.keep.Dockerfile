FROM continuumio/miniconda3
RUN conda install -y numpy || true
RUN conda install -y numpy; echo done
