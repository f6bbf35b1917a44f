FROM ubuntu:22.04
RUN wget -q https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh -O /tmp/m.sh \
 && bash /tmp/m.sh -b -p /opt/conda \
 && rm /tmp/m.sh
ENV PATH=/opt/conda/bin:$PATH
RUN CONDA_OVERRIDE_CUDA=11.8 conda install -y -c conda-forge cudatoolkit
CMD ["conda", "run", "-n", "base", "python"]
