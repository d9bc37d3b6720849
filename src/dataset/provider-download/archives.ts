import type { Checksum } from "../../download/index.node.ts";

/** One file of a data set as its provider publishes it. */
export interface ProviderArchive {
  /** Ends in .tar.gz, .tgz or .zip, and says so how it is unpacked. */
  readonly fileName: string;
  readonly address: string;
  /** Null where the provider publishes none. */
  readonly checksum: Checksum | null;
  /** Which of its files are unpacked, by their names in it. */
  readonly wanted: RegExp;
}

/** A data set that can be fetched without an account. */
export interface OpenDataset {
  /** The adapter's name. */
  readonly name: string;
  readonly title: string;
  /** The provider's page, for what can't be fetched and for its terms. */
  readonly page: string;
  /** What is to be fetched by hand, and from where; null if nothing. */
  readonly byHand: string | null;
  /** What all archives together take on disk while they are unpacked, in gigabytes. */
  readonly gigabytes: number;
  readonly archives: readonly ProviderArchive[];
}

/** Links, devices and programs are not unpacked. */
const IMAGES = /\.(png|jpe?g|dcm|tiff?)$/i;

/** Addresses from the provider's batch_download_zips.py, MD5 from its MD5_checksums.txt, both on its page. */
const NIH: readonly (readonly [address: string, md5: string])[] = [
  ["vfk49d74nhbxq3nqjg0900w5nvkorp5c", "fe8ed0a6961412fddcbb3603c11b3698"],
  ["i28rlmbvmfjbl8p2n3ril0pptcmcu9d1", "ab07a2d7cbe6f65ddd97b4ed7bde10bf"],
  ["f1t00wrtdk94satdfb9olcolqx20z2jp", "2301d03bde4c246388bad3876965d574"],
  ["0aowwzs5lhjrceb3qp67ahp0rd1l1etg", "9f1b7f5aae01b13f4bc8e2c44a4b8ef6"],
  ["v5e3goj22zr6h8tzualxfsqlqaygfbsn", "1861f3cd0ef7734df8104f2b0309023b"],
  ["asi7ikud9jwnkrnkj99jnpfkjdes7l6l", "456b53a8b351afd92a35bc41444c58c8"],
  ["jn1b4mw4n6lnh74ovmcjb8y48h8xj07n", "1075121ea20a137b87f290d6a4a5965e"],
  ["tvpxmn7qyrgl0w8wfh9kqfjskv6nmm1j", "b61f34cec3aa69f295fbb593cbd9d443"],
  ["upyy3ml7qdumlgk2rfcvlb9k6gvqq2pj", "442a3caa61ae9b64e61c561294d1e183"],
  ["l6nilvfa9cg3s28tqv1qc1olm3gnz54p", "09ec81c4c31e32858ad8cf965c494b74"],
  ["hhq8fkdgvcari67vfhs7ppg2w6ni4jze", "499aefc67207a5a97692424cf5dbeed5"],
  ["ioqwiy20ihqwyr8pf4c24eazhh281pbu", "dc9fda1757c2de0032b63347a7d2895c"],
];

/**
 * Where the National Library of Medicine (NLM) has the archives of Open-i, Shenzhen and Montgomery County. Its own
 * pages could not be read while this was written: the addresses are those that people who fetched from there give
 * (in many public repositories, torchxrayvision's among them). It publishes no checksums.
 */
const NLM = "https://openi.nlm.nih.gov/imgs/collections";

/** Radiographs and readings, but not Montgomery's masks, which have the radiographs' names, nor a Macintosh's extras. */
const TUBERCULOSIS =
  /(^|\/)(CXR_png\/(CHNCXR|MCUCXR)_\d+_[01]\.png|ClinicalReadings\/(CHNCXR|MCUCXR)_\d+_[01]\.txt)$/;

export const OPEN_DATASETS: readonly OpenDataset[] = [
  {
    name: "nih",
    title: "NIH ChestX-ray14",
    page: "https://nihcc.app.box.com/v/ChestXray-NIHCC",
    byHand:
      "Data_Entry_2017_v2020.csv, BBox_List_2017.csv, train_val_list.txt and test_list.txt from https://nihcc.app.box.com/v/ChestXray-NIHCC (its server gives them to browsers only)",
    gigabytes: 90,
    archives: NIH.map(([address, digest], index) => ({
      fileName: `images_${String(index + 1).padStart(3, "0")}.tar.gz`,
      address: `https://nihcc.box.com/shared/static/${address}.gz`,
      checksum: { algorithm: "md5", digest },
      wanted: IMAGES,
    })),
  },
  {
    name: "openi",
    title: "Open-i (Indiana University)",
    page: "https://openi.nlm.nih.gov/faq",
    byHand:
      "indiana_reports.csv and indiana_projections.csv from https://www.kaggle.com/datasets/raddar/chest-xrays-indiana-university (NLM's reports do not say which image is a lateral)",
    gigabytes: 4,
    archives: [
      {
        fileName: "NLMCXR_png.tgz",
        address: `${NLM}/NLMCXR_png.tgz`,
        checksum: null,
        wanted: IMAGES,
      },
      {
        fileName: "NLMCXR_reports.tgz",
        address: `${NLM}/NLMCXR_reports.tgz`,
        checksum: null,
        wanted: /\.xml$/i,
      },
    ],
  },
  {
    name: "nlm-tuberculosis",
    title: "Shenzhen and Montgomery County (NLM)",
    page: "https://data.lhncbc.nlm.nih.gov/public/Tuberculosis-Chest-X-ray-Datasets/",
    byHand: null,
    gigabytes: 9,
    archives: ["NLM-MontgomeryCXRSet.zip", "ChinaSet_AllFiles.zip"].map((fileName) => ({
      fileName,
      address: `${NLM}/${fileName}`,
      checksum: null,
      wanted: TUBERCULOSIS,
    })),
  },
];
